using NeuralFields.Descriptions;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.IO.Fields;
using NeuralFields.Networks;
using NeuralFields.Testing;
using NeuralFields.Training;

namespace NeuralFields.IO.Tests.Fields;

public sealed class FieldFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_field_reads_as_it_was_written()
    {
        FieldContents written = Small();
        FieldFile.Write(_folder.File("a.nf"), written);
        FieldContents read = FieldFile.Read(_folder.File("a.nf"));
        Assert.Equal(Text(FieldSpecJson.Write(written.Field)), Text(FieldSpecJson.Write(read.Field)));
        Assert.Equal(written.Parameters, read.Parameters);
        Assert.Equal(Text(written.Metrics), Text(read.Metrics));
        Assert.Equal(FieldFile.ProgramVersion, read.Version);
    }

    [Fact]
    public void The_same_field_gives_the_same_bytes()
    {
        FieldFile.Write(_folder.File("a.nf"), Small());
        FieldFile.Write(_folder.File("b.nf"), Small());
        Assert.Equal(File.ReadAllBytes(_folder.File("a.nf")), File.ReadAllBytes(_folder.File("b.nf")));
    }

    [Fact]
    public void Nothing_but_the_file_is_left_in_the_folder()
    {
        FieldFile.Write(_folder.File("a.nf"), Small());
        Assert.Equal([_folder.File("a.nf")], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_checkpoint_reads_as_it_was_written(bool average)
    {
        FieldContents contents = Small();
        int count = contents.Parameters.Length;
        TrainingState state = new(
            17, [Numbers(count, 1), Numbers(count, 2)], [.. Enumerable.Range(0, count)], average
                ? Numbers(count, 3) : []);
        CheckpointFile.Write(_folder.File("a.nf.checkpoint"), new Checkpoint(contents, state, 1.5));
        Checkpoint read = CheckpointFile.Read(_folder.File("a.nf.checkpoint"));
        Assert.Equal(state.Step, read.State.Step);
        Assert.Equal(state.OptimizerState, read.State.OptimizerState);
        Assert.Equal(state.UpdateCounts, read.State.UpdateCounts);
        Assert.Equal(state.Average, read.State.Average);
        Assert.Equal(1.5, read.Seconds);
        Assert.Equal(contents.Parameters, read.Contents.Parameters);
    }

    [Fact]
    public void A_checkpoint_is_no_field()
    {
        CheckpointFile.Write(
            _folder.File("a"), new Checkpoint(Small(), new TrainingState(0, [Small().Parameters], [], []), 0));
        Assert.Contains("--resume", Assert.Throws<InputException>(
            () => FieldFile.Read(_folder.File("a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_other_programs_are_refused_in_one_line()
    {
        using MemoryStream stream = new();
        SafetensorsWriter.Write(stream, new Dictionary<string, string>(), [SafetensorData.Of("w", [1], [1f])]);
        Assert.Contains("nf.field", Assert.Throws<InputException>(
            () => FieldFile.Read(stream, "w.safetensors")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Mutated_files_are_read_or_refused(bool checkpoint)
    {
        FieldContents contents = Small();
        string path = _folder.File("a");
        if (checkpoint)
            CheckpointFile.Write(
                path, new Checkpoint(contents, new TrainingState(5, [contents.Parameters], [], []), 1));
        else FieldFile.Write(path, contents);
        byte[] sound = File.ReadAllBytes(path);
        for (int i = 0; i < 2000; i++)
        {
            using MemoryStream stream = new(Mutation.Of(sound, 1, i));
            try
            {
                if (checkpoint) CheckpointFile.Read(stream, "a");
                else FieldFile.Read(stream, "a");
            }
            catch (InputException e)
            {
                Assert.DoesNotContain("System.", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static FieldContents Small()
    {
        FieldSpec field = FieldSpec.Value(
            2, 3, new HashGrid { Levels = 2, Log2TableSize = 4, PerLevelScale = 2, BaseResolution = 3 },
            new Mlp { Width = 4, HiddenLayers = 1, Activation = Activations.Activation.Find("Sine") });
        return new FieldContents(field, field.Initialize(1))
        {
            Metrics = DescriptionNode.Of([new("psnr", DescriptionNode.Of(30.5))]),
        };
    }

    private static float[] Numbers(int count, int seed)
        => [.. Enumerable.Range(0, count).Select(i => (float)(i * seed))];

    private static string Text(DescriptionNode node) => DescriptionWriter.ToLine(node);

    [Fact]
    public void A_checkpoint_of_rays_holds_occupancy_and_counters()
    {
        string path = _folder.File("rays.checkpoint");
        TrainingState state = new(7, [Small().Parameters], [], [])
        {
            Occupancy = [1, -0f, float.MaxValue, -3],
            Counters = [123456789012345678, 64, BitConverter.DoubleToInt64Bits(0.1), -1],
        };
        CheckpointFile.Write(path, new Checkpoint(Small(), state, 2));
        TrainingState read = CheckpointFile.Read(path).State;
        Assert.Equal(state.Counters, read.Counters);
        Assert.Equal(
            state.Occupancy.Select(BitConverter.SingleToInt32Bits), read.Occupancy.Select(BitConverter.SingleToInt32Bits));
    }

}
