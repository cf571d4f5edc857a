using System.Buffers.Binary;
using System.Text;

namespace NeuralFields.IO.Npy;

/// <summary>Reads NumPy's NPY format, versions 1 to 3: real numbers of either byte order, in C or Fortran order.</summary>
/// <remarks>Memory: 8 bytes per number, at most 8 times the file.</remarks>
public static class NpyReader
{
    private const int MaxHeaderLength = 1 << 16;

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="InputException">The file is broken, truncated or of a kind not read.</exception>
    public static NpyArray Read(ReadOnlySpan<byte> file)
    {
        ByteCursor cursor = new(file, "NPY");
        ReadOnlySpan<byte> signature = cursor.Take(6, "the signature");
        if (signature[0] != 0x93 || !signature[1..].SequenceEqual("NUMPY"u8))
            throw new InputException("NPY: the file does not begin with \\x93NUMPY; this is no NPY file.");
        int version = cursor.Byte("the version");
        cursor.Byte("the version");
        if (version is < 1 or > 3) throw new InputException($"NPY: the version is {version}, expected 1, 2 or 3.");
        long length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(cursor.Take(2, "the header's length"))
            : BinaryPrimitives.ReadUInt32LittleEndian(cursor.Take(4, "the header's length"));
        if (length > MaxHeaderLength)
            throw new InputException($"NPY: the header has {length} bytes, expected at most {MaxHeaderLength}.");
        NpyHeader header = NpyHeader.Parse(Encoding.Latin1.GetString(cursor.Take(length, "the header")));
        long needed = header.Count * header.Type.Size;
        if (cursor.Left != needed)
            throw new InputException(
                $"NPY: {cursor.Left} bytes of numbers, expected {needed} for shape ({string.Join(", ", header.Shape)}); " +
                "the file is truncated or damaged.");
        return new(header.Shape, Numbers(header, cursor.Take(needed, "the numbers")));
    }

    private static double[] Numbers(NpyHeader header, ReadOnlySpan<byte> bytes)
    {
        double[] values = new double[header.Count];
        int size = header.Type.Size;
        for (int i = 0; i < values.Length; i++)
            values[header.IsColumnMajor ? RowMajor(i, header) : i] =
                header.Type.Read(bytes.Slice(i * size, size), header.IsBigEndian);
        return values;
    }

    /// <summary>The row-major place of the i-th number in column-major order.</summary>
    private static int RowMajor(int i, NpyHeader header)
    {
        int place = 0, stride = (int)header.Count;
        foreach (int length in header.Shape)
        {
            stride /= length;
            place += i % length * stride;
            i /= length;
        }
        return place;
    }
}
