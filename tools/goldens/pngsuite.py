"""Writes tests/goldens/pngsuite.txt: what Pillow decodes from each sound file of PngSuite.

Usage: python3 tools/goldens/pngsuite.py FOLDER > tests/goldens/pngsuite.txt
FOLDER holds the PngSuite files. Needs Pillow (made with 9.4) and numpy.

A line is: file, width, height, channels, bits, CRC-32 of the samples [height, width, channels]; samples of 16 bits
have the high byte first. gAMA is not applied. Two places where Pillow says less than the file:
- 16-bit RGB and 16-bit alpha come out as their high bytes, so those lines have 8 bits; 16-bit grey is whole.
- a transparent colour (tRNS of grey and RGB) is compared here, not in Pillow, whose result is wrong below 8 bits;
  for 16-bit RGB only the colours are listed (3 channels).
"""
import struct
import sys
import zlib
from pathlib import Path

import numpy
from PIL import Image


def chunk(data, wanted):
    """The data of the first chunk of a type, or None."""
    at = 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at:at + 8])
        if name == wanted:
            return data[at + 8:at + 8 + length]
        at += 12 + length
    return None


def samples(path):
    """[height, width, channels] array of uint8 or big-endian uint16."""
    data = path.read_bytes()
    depth, color = struct.unpack(">BB", chunk(data, b"IHDR")[8:10])
    key = chunk(data, b"tRNS")
    image = Image.open(path)
    if color == 3:
        return numpy.asarray(image.convert("RGB" if key is None else "RGBA"))
    if color == 0 and depth == 16:
        pixels = numpy.asarray(image.convert("I")).astype(">u2")
    elif color == 0:
        pixels = numpy.asarray(image.convert("L"))
    else:
        pixels = numpy.asarray(image)
    if color == 4:
        pixels = pixels[:, :, [0, -1]]  # at 16 bits Pillow gives RGBA
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if key is None or (color == 2 and depth == 16):
        return pixels
    largest = 2 ** depth - 1
    scale = 1 if depth == 16 else 255 // largest
    wanted = numpy.array([(value & largest) * scale for value in struct.unpack(f">{len(key) // 2}H", key)])
    opaque = (pixels != wanted).any(axis=2, keepdims=True)
    alpha = (opaque * (65535 if depth == 16 else 255)).astype(pixels.dtype)
    return numpy.concatenate([pixels, alpha], axis=2).astype(pixels.dtype)  # keeps the byte order


for file in sorted(Path(sys.argv[1]).glob("*.png")):
    if file.name.startswith("x"):
        continue  # broken on purpose
    array = samples(file)
    height, width, channels = array.shape
    print(file.name, width, height, channels, 8 * array.itemsize, f"{zlib.crc32(array.tobytes()):08x}")
