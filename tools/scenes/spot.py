#!/usr/bin/env python3
"""Renders the posed pictures of scenes/radiance/spot from the textured mesh in scenes/sdf/spot (numpy and Pillow).

A z-buffer at three times the size, textured, with a sun and a sky; colours are not multiplied by alpha (as in PNG files).
Cameras lie on two spirals over a sphere: 60 to learn from, 12 between them to judge by.
"""
import json
import math
import pathlib
import sys

import numpy as np
from PIL import Image

SIZE, SUPER, DISTANCE, ANGLE = 160, 3, 3.5, math.radians(38)
# The mesh has y upwards, Blender's scenes have z.
UPRIGHT = np.array([[1.0, 0, 0, 0], [0, 0, -1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
SUN, SKY = np.array([0.45, 0.75, 0.5]) / np.linalg.norm([0.45, 0.75, 0.5]), np.array([0.0, 1.0, 0.0])


def read_mesh(path):
    """Places, normals and texture coordinates of the corners of all triangles."""
    rows = {"v": [], "vt": [], "f": []}
    for line in path.read_text().splitlines():
        word, *rest = line.split() or [""]
        if word in rows:
            rows[word].append(rest)
    places, uv = np.array(rows["v"], float)[:, :3], np.array(rows["vt"], float)[:, :2]
    faces = np.array([[corner.split("/")[:2] for corner in face] for face in rows["f"]], int) - 1
    corners = places[faces[:, :, 0]]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals = np.zeros_like(places)
    for k in range(3):
        np.add.at(normals, faces[:, k, 0], flat)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return corners, normals[faces[:, :, 0]], uv[faces[:, :, 1]]


def camera(azimuth, elevation, centre):
    """Camera to world: x right, y up, looks along -z."""
    back = np.array([math.cos(elevation) * math.sin(azimuth), math.sin(elevation), math.cos(elevation) * math.cos(azimuth)])
    right = np.cross([0.0, 1.0, 0.0], back)
    right /= np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = right, np.cross(back, right), back, centre + DISTANCE * back
    return matrix


def linear(srgb):
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def encoded(light):
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def render(mesh, texture, pose):
    """[SIZE, SIZE, 4] in 0…1."""
    corners, normals, uv = mesh
    n, focal = SIZE * SUPER, SIZE * SUPER / 2 / math.tan(ANGLE / 2)
    seen = (corners - pose[:3, 3]) @ pose[:3, :3]
    depth = -seen[..., 2]
    px, py = n / 2 + focal * seen[..., 0] / depth, n / 2 - focal * seen[..., 1] / depth
    near, light = np.full((n, n), np.inf), np.zeros((n, n, 3))
    for t in range(len(corners)):
        draw(px[t], py[t], depth[t], normals[t], uv[t], texture, near, light)
    alpha = np.isfinite(near).astype(float)
    cells = alpha.reshape(SIZE, SUPER, SIZE, SUPER).mean((1, 3))
    colour = light.reshape(SIZE, SUPER, SIZE, SUPER, 3).sum((1, 3)) / np.maximum(alpha.reshape(
        SIZE, SUPER, SIZE, SUPER).sum((1, 3)), 1)[..., None]
    return np.concatenate([encoded(colour), cells[..., None]], -1)


def draw(x, y, depth, normals, uv, texture, near, light):
    area = (x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0])
    if area >= 0:  # y points down: seen from outside is clockwise
        return
    n = len(near)
    left, top = max(0, int(x.min())), max(0, int(y.min()))
    right, bottom = min(n, int(x.max()) + 1), min(n, int(y.max()) + 1)
    gx, gy = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
    b1 = ((gx - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (gy - y[0])) / area
    b2 = ((x[1] - x[0]) * (gy - y[0]) - (gx - x[0]) * (y[1] - y[0])) / area
    b = np.stack([1 - b1 - b2, b1, b2], -1) / depth
    inside = (b >= 0).all(-1)
    z = 1 / np.where(inside, b.sum(-1), 1)
    inside &= z < near[top:bottom, left:right]
    b = (b * z[..., None])[inside]
    near[top:bottom, left:right][inside] = z[inside]
    light[top:bottom, left:right][inside] = shade(b @ normals, b @ uv, texture)


def shade(normal, uv, texture):
    normal = normal / np.linalg.norm(normal, axis=-1, keepdims=True)
    sun, sky = np.maximum(normal @ SUN, 0), 0.5 + 0.5 * (normal @ SKY)
    h, w = texture.shape[:2]
    albedo = texture[np.clip(((1 - uv[:, 1]) * h).astype(int), 0, h - 1), np.clip((uv[:, 0] * w).astype(int), 0, w - 1)]
    return albedo * (0.7 * sun + 0.4 * sky)[:, None]


def views(count, turn):
    """Azimuths and elevations of a spiral from low to high; even in area."""
    for k in range(count):
        height = -0.45 + 1.35 * (k + 0.5) / count
        yield 2.399963 * k + turn, math.asin(height)


def main():
    root = pathlib.Path(__file__).resolve().parents[2] / "scenes"
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "radiance" / "spot"
    mesh = read_mesh(root / "sdf" / "spot" / "spot.obj")
    texture = linear(np.asarray(Image.open(root / "sdf" / "spot" / "spot_texture.png").convert("RGB")) / 255)
    centre = (mesh[0].reshape(-1, 3).min(0) + mesh[0].reshape(-1, 3).max(0)) / 2
    for split, count, turn in (("train", 60, 0.0), ("test", 12, 1.0)):
        (out / split).mkdir(parents=True, exist_ok=True)
        frames = []
        for k, (azimuth, elevation) in enumerate(views(count, turn)):
            pose = camera(azimuth, elevation, centre)
            picture = (255 * render(mesh, texture, pose) + 0.5).astype(np.uint8)
            Image.fromarray(picture, "RGBA").save(out / split / f"r_{k}.png", optimize=True)
            pose[:3, 3] -= centre
            world = UPRIGHT @ pose
            frames.append({"file_path": f"./{split}/r_{k}", "transform_matrix": world.round(6).tolist()})
        text = json.dumps({"camera_angle_x": ANGLE, "frames": frames}, indent=None)
        (out / f"transforms_{split}.json").write_text(text.replace('{"file', '\n{"file') + "\n")


main()
