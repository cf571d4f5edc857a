using System.Buffers.Binary;
using System.Text;
using NeuralFields.IO.Fields;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Fields;

public sealed class SafetensorsTests
{
    [Fact]
    public void What_is_written_reads_the_same()
    {
        SafetensorsReader reader = new(new MemoryStream(Sound()), "s");
        float[] a = new float[6];
        int[] b = new int[2];
        reader.Read(reader.Find("a")!, a);
        reader.Read(reader.Find("b")!, b);
        Assert.Equal([1, -2, float.NaN, float.PositiveInfinity, -0f, 6], a);
        Assert.Equal([7, int.MinValue], b);
        Assert.Equal("[2, 3]", reader.Find("a")!.ShapeText);
        Assert.Equal("x \"y\" ü", reader.Metadata["note"]);
    }

    [Fact]
    public void Tensors_start_at_a_multiple_of_eight_bytes()
        => Assert.Equal(0u, BinaryPrimitives.ReadUInt64LittleEndian(Sound()) % 8);

    [Theory]
    [InlineData("F16", "003C00C0", new float[] { 1, -2 })]
    [InlineData("BF16", "803F00C0", new float[] { 1, -2 })]
    [InlineData("F64", "000000000000F03F", new float[] { 1 })]
    [InlineData("I64", "FEFFFFFFFFFFFFFF", new float[] { -2 })]
    [InlineData("U8", "05FF", new float[] { 5, 255 })]
    [InlineData("I8", "05FF", new float[] { 5, -1 })]
    [InlineData("U16", "0100FFFF", new float[] { 1, 65535 })]
    [InlineData("BOOL", "0001", new float[] { 0, 1 })]
    public void Other_number_types_are_read_as_floats(string type, string hex, float[] expected)
    {
        byte[] data = Convert.FromHexString(hex);
        SafetensorsReader reader = new(new MemoryStream(File(
            $$$"""{"t":{"dtype":"{{{type}}}","shape":[{{{expected.Length}}}],"data_offsets":[0,{{{data.Length}}}]}}""",
                data)), "s");
        float[] values = new float[expected.Length];
        reader.Read(reader.Tensors[0], values);
        Assert.Equal(expected, values);
    }

    [Theory]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData(
        """{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"u":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData(
        """{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-2,-1],"data_offsets":[0,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""")]
    [InlineData("""{"t":{"dtype":"F3","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""")]
    [InlineData("""{"t":5}""")]
    [InlineData("""{"__metadata__":{"a":1},"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void Headers_that_do_not_fit_the_file_are_refused(string header)
        => Assert.StartsWith("s: this is not a sound safetensors file", Assert.Throws<InputException>(
            () => new SafetensorsReader(new MemoryStream(File(header, new byte[8])), "s")).Message,
                StringComparison.Ordinal);

    [Fact]
    public void A_header_longer_than_the_file_is_refused_before_memory_is_taken()
    {
        byte[] file = Sound();
        BinaryPrimitives.WriteUInt64LittleEndian(file, ulong.MaxValue);
        Assert.Throws<InputException>(() => new SafetensorsReader(new MemoryStream(file), "s"));
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        byte[] sound = Sound();
        for (int i = 0; i < 2000; i++)
        {
            try
            {
                SafetensorsReader reader = new(new MemoryStream(Mutation.Of(sound, 1, i)), "s");
                foreach (SafetensorInfo tensor in reader.Tensors) reader.Read(tensor, new float[tensor.Count]);
            }
            catch (InputException e)
            {
                Assert.DoesNotContain("System.", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Sound()
    {
        using MemoryStream stream = new();
        SafetensorsWriter.Write(stream, new Dictionary<string, string> { ["note"] = "x \"y\" ü" },
        [
            SafetensorData.Of("a", [2, 3], [1, -2, float.NaN, float.PositiveInfinity, -0f, 6]),
            SafetensorData.Of("b", [2], [7, int.MinValue]),
        ]);
        return stream.ToArray();
    }

    private static byte[] File(string header, byte[] data)
    {
        byte[] length = new byte[8], json = Encoding.UTF8.GetBytes(header);
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        return [.. length, .. json, .. data];
    }
}
