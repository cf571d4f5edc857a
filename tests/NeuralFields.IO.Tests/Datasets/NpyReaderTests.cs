using System.Text;
using NeuralFields.IO.Npy;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Datasets;

public sealed class NpyReaderTests
{
    [Theory]
    [InlineData("<f8", "000000000000F03F00000000000000C0")]
    [InlineData(">f8", "3FF0000000000000C000000000000000")]
    [InlineData("<f4", "0000803F000000C0")]
    [InlineData("<f2", "003C00C0")]
    [InlineData("<i4", "01000000FEFFFFFF")]
    [InlineData("<i8", "0100000000000000FEFFFFFFFFFFFFFF")]
    [InlineData(">i2", "0001FFFE")]
    [InlineData("|i1", "01FE")]
    public void Numbers_of_every_kind_are_read(string descr, string bytes)
        => Assert.Equal([1.0, -2.0], NpyReader.Read(Npy(descr, "False", "(2,)", Convert.FromHexString(bytes))).Values);

    [Fact]
    public void Fortran_order_is_turned()
    {
        NpyArray array = NpyReader.Read(Npy("|u1", "True", "(2, 3)", [1, 4, 2, 5, 3, 6]));
        Assert.Equal("2 3", string.Join(' ', array.Shape));
        Assert.Equal([1.0, 2, 3, 4, 5, 6], array.Values);
    }

    [Fact]
    public void A_number_alone_and_no_numbers_are_read()
    {
        Assert.Equal([7.0], NpyReader.Read(Npy("|u1", "False", "()", [7])).Values);
        Assert.Empty(NpyReader.Read(Npy("|u1", "False", "(0, 17)", [])).Values);
    }

    [Fact]
    public void Later_versions_have_longer_headers()
        => Assert.Equal([7.0], NpyReader.Read(Npy("|u1", "False", "(1,)", [7], version: 3)).Values);

    [Theory]
    [InlineData("<c8", "(1,)", "expected f8")]
    [InlineData("|O", "(1,)", "no readable 'descr'")]
    [InlineData("<f8", "(99999999,)", "expected 799999992")]
    [InlineData("<f8", "(99999, 99999)", "expected at most")]
    [InlineData("<f8", "(-1,)", "no readable 'shape'")]
    public void What_is_not_read_is_told(string descr, string shape, string why)
        => Refusal.AssertSays(why, () => NpyReader.Read(Npy(descr, "False", shape, new byte[8])));

    [Fact]
    public void Every_beginning_of_a_file_is_refused()
    {
        byte[] file = Npy("<f8", "False", "(1,)", new byte[8]);
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<InputException>(() => NpyReader.Read(file.AsSpan(0, length)));
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
        => Fuzz.Run("NPY", [Npy("<f8", "False", "(2, 17)", new byte[272]), Npy("<f2", "True", "(3, 2)", new byte[12])],
            f => NpyReader.Read(f), f => (16L * f.Length) + (1 << 18));

    public static byte[] Npy(string descr, string fortran, string shape, byte[] data, int version = 1)
    {
        string header = $"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n";
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. data];
    }
}
