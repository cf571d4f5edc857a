using System.Buffers.Binary;

namespace NeuralFields.Testing;

/// <summary>
/// Broken copies of a sound file. The same file, seed and index always give the same bytes, so a failure is replayed
/// from the two numbers a test prints.
/// </summary>
public static class Mutation
{
    // Headers decide what a reader allocates, so half of all edits are aimed at the first bytes.
    private const int HeaderLength = 160;
    private const int LongestEdit = 64;

    private static readonly uint[] s_awkward =
        [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    private delegate byte[] Edit(byte[] file, ref Pcg random);

    private static readonly Edit[] s_edits =
        [FlipBits, FlipBits, ReplaceBytes, Overwrite32, Overwrite32, Truncate, Insert, Remove, Duplicate, Move];

    /// <summary>The file after one to four edits.</summary>
    /// <param name="seedFile">A sound file; not changed.</param>
    /// <param name="seed">Chooses the sequence of mutations.</param>
    /// <param name="index">The number of the mutation within the sequence.</param>
    public static byte[] Of(ReadOnlySpan<byte> seedFile, ulong seed, int index)
    {
        Pcg random = new(seed, (ulong)index);
        byte[] file = seedFile.ToArray();
        // One edit is the likeliest: several at once mostly find the first check again.
        for (int edits = 1 + (random.Below(2) * random.Below(4)); edits > 0 && file.Length > 0; edits--)
            file = s_edits[random.Below(s_edits.Length)](file, ref random);
        return file;
    }

    private static byte[] FlipBits(byte[] file, ref Pcg random)
    {
        for (int n = 1 + random.Below(8); n > 0; n--) file[Place(file, ref random)] ^= (byte)(1 << random.Below(8));
        return file;
    }

    private static byte[] ReplaceBytes(byte[] file, ref Pcg random)
    {
        for (int n = 1 + random.Below(8); n > 0; n--) file[Place(file, ref random)] = (byte)random.Below(256);
        return file;
    }

    private static byte[] Overwrite32(byte[] file, ref Pcg random)
    {
        if (file.Length < 4) return file;
        Span<byte> field = file.AsSpan(Math.Min(Place(file, ref random), file.Length - 4), 4);
        uint value = s_awkward[random.Below(s_awkward.Length)];
        if (random.Below(2) == 0) BinaryPrimitives.WriteUInt32BigEndian(field, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(field, value);
        return file;
    }

    private static byte[] Truncate(byte[] file, ref Pcg random) => file[..random.Below(file.Length)];

    private static byte[] Insert(byte[] file, ref Pcg random)
    {
        byte[] added = new byte[1 + random.Below(LongestEdit)];
        byte value = (byte)random.Below(256);
        bool constant = random.Below(2) == 0;
        for (int i = 0; i < added.Length; i++) added[i] = constant ? value : (byte)random.Below(256);
        int at = Place(file, ref random);
        return [.. file[..at], .. added, .. file[at..]];
    }

    private static byte[] Remove(byte[] file, ref Pcg random)
    {
        int at = Place(file, ref random), count = Math.Min(1 + random.Below(LongestEdit), file.Length - at);
        return [.. file[..at], .. file[(at + count)..]];
    }

    private static byte[] Duplicate(byte[] file, ref Pcg random)
    {
        byte[] piece = Piece(file, ref random);
        int at = Place(file, ref random);
        return [.. file[..at], .. piece, .. file[at..]];
    }

    private static byte[] Move(byte[] file, ref Pcg random)
    {
        byte[] piece = Piece(file, ref random);
        piece.CopyTo(file, random.Below(file.Length - piece.Length + 1));
        return file;
    }

    private static byte[] Piece(byte[] file, ref Pcg random)
    {
        int start = Place(file, ref random);
        return file[start..(start + 1 + random.Below(file.Length - start))];
    }

    private static int Place(byte[] file, ref Pcg random) =>
        random.Below(random.Below(2) == 0 ? file.Length : Math.Min(HeaderLength, file.Length));

    /// <summary>
    /// PCG-XSH-RR (O'Neill 2014), kept here so that no change of the library's generator moves the tests.
    /// </summary>
    private struct Pcg
    {
        private readonly ulong _increment;
        private ulong _state;

        public Pcg(ulong seed, ulong stream)
        {
            _increment = (stream << 1) | 1;
            Next();
            _state += seed;
            Next();
        }

        public int Below(int bound) => (int)(((ulong)Next() * (uint)bound) >> 32);

        private uint Next()
        {
            ulong old = _state;
            _state = (old * 6364136223846793005UL) + _increment;
            return uint.RotateRight((uint)(((old >> 18) ^ old) >> 27), (int)(old >> 59));
        }
    }
}
