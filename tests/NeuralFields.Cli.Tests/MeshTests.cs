using System.Text.Json;
using NeuralFields.Activations;
using NeuralFields.Cli.Meshes;
using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.IO;
using NeuralFields.IO.Fields;
using NeuralFields.Networks;
using NeuralFields.Parameters;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Tests;

/// <summary>Meshes of an octahedron, whose bound of the distance a ReLU network holds exactly.</summary>
public sealed class MeshTests : IDisposable
{
    // Corners of the octahedron: 6 units from its middle, which lies at (10, 20, 30); a tenth of a unit per field unit.
    private const double Reach = 6, Scale = 0.05;

    private static readonly Point3 s_middle = new(10, 20, 30);

    private readonly Workplace _place = new();

    public MeshTests() => FieldFile.Write(_place["o.nf"], Octahedron());

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("o.glb")]
    [InlineData("o.gltf")]
    [InlineData("o.ply")]
    [InlineData("o.obj")]
    [InlineData("o.stl")]
    public void A_surface_becomes_a_closed_mesh_in_its_own_units(string name)
    {
        ToolRun run = ToolRun.Of("mesh", _place["o.nf"], "-o", _place[name], "--resolution", "48", "--json");
        Assert.True(run.Code == 0, run.Error);
        JsonElement json = run.Json;
        Assert.True(json.GetProperty("watertight").GetBoolean());
        Assert.Equal(1, json.GetProperty("components").GetInt32());
        Assert.Equal(48, json.GetProperty("resolution").GetInt32());
        Assert.Equal(new FileInfo(_place[name]).Length, json.GetProperty("bytes").GetInt64());
        Assert.InRange(json.GetProperty("evaluations").GetInt64(), 1, 49 * 49 * 49);
        Assert.InRange(json.GetProperty("meanResidual").GetDouble(), 0, 1e-4);
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
        TriangleMesh mesh = Read(name);
        MeshReport report = MeshReport.Of(mesh);
        Assert.Equal(json.GetProperty("triangles").GetInt32(), report.Triangles);
        Assert.Equal(json.GetProperty("vertices").GetInt32(), report.MergedVertices);
        Assert.True(report.IsWatertight);
        Assert.Equal(4.0 / 3 * Reach * Reach * Reach, report.SignedVolume, 0.02 * 4 / 3 * Reach * Reach * Reach);
        Assert.Equal(0, (report.Bounds.Center - s_middle).Length, 0.2);
    }

    [Fact]
    public void Iso_is_a_distance_in_the_shape_s_units()
    {
        // All faces move outwards by one unit: the corners by √3.
        Assert.Equal(0, ToolRun.Of("mesh", _place["o.nf"], "-o", _place["a.ply"], "--resolution", "64", "--iso", "1").Code);
        double reach = Reach + Math.Sqrt(3);
        Assert.Equal(4.0 / 3 * reach * reach * reach, MeshReport.Of(Read("a.ply")).SignedVolume, 15.0);
    }

    [Fact]
    public void Frames_are_the_field_s_the_data_s_and_that_with_y_up()
    {
        foreach ((string frame, string name, Point3 middle) in new[]
        {
            ("field", "a.ply", new Point3(0.5, 0.5, 0.5)), ("dataset", "b.ply", s_middle),
            ("y-up", "c.ply", new Point3(10, 30, -20)), ("y-up", "c.glb", new Point3(10, 30, -20)),
        })
        {
            ToolRun run = ToolRun.Of("mesh", _place["o.nf"], "-o", _place[name], "--resolution", "20", "--frame", frame);
            Assert.True(run.Code == 0, run.Error);
            MeshReport report = MeshReport.Of(Read(name));
            Assert.Equal(0, (report.Bounds.Center - middle).Length, 0.2);
            Assert.True(report.SignedVolume > 0);
        }
        Assert.Contains("\"rotation\"", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(_place["c.glb"])), StringComparison.Ordinal);
    }

    [Theory, InlineData(0, 0, 1), InlineData(0, 0, -1), InlineData(0, 1, 0), InlineData(0, -1, 0), InlineData(1, 0, 0), InlineData(-1, 0, 0)]
    public void Any_axis_becomes_up_without_mirroring(double x, double y, double z)
    {
        AxisTurn turn = AxisTurn.UpToY(new Point3(x, y, z) + new Point3(0.1, 0.2, -0.3));
        Assert.Equal(new Point3(0, 1, 0), turn.Turn(new(x, y, z)));
        TriangleMesh corner = new(
            [new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)], [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]);
        Assert.Equal(1.0 / 6, MeshReport.Of(turn.Apply(corner)).SignedVolume, 1e-6);
    }

    [Fact]
    public void Simplified_meshes_are_closed_and_smaller()
    {
        ToolRun run = ToolRun.Of(
            "mesh", _place["o.nf"], "-o", _place["a.glb"], "--resolution", "64", "--simplify", "0.1", "--largest", "--json");
        Assert.True(run.Json.GetProperty("watertight").GetBoolean());
        int whole = ToolRun.Of("mesh", _place["o.nf"], "-o", _place["b.glb"], "--resolution", "64", "--json")
            .Json.GetProperty("triangles").GetInt32();
        Assert.InRange(run.Json.GetProperty("triangles").GetInt32(), 0.08 * whole, (0.1 * whole) + 1);
    }

    [Fact]
    public void A_box_cuts_the_surface_open_and_says_so()
    {
        ToolRun run = ToolRun.Of(
            "mesh", _place["o.nf"], "-o", _place["a.obj"], "--resolution", "20", "--box", "10,10,20,20,30,40", "--json");
        Assert.False(run.Json.GetProperty("watertight").GetBoolean());
        Assert.Contains("leaves the box", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("is cut", run.Error, StringComparison.Ordinal);
        Assert.Equal(10, Read("a.obj").Bounds.Min.X, 1e-4);
        Assert.Contains("the box is cut", ToolRun.Of(
            "mesh", _place["o.nf"], "-o", _place["a.obj"], "--resolution", "20", "--box", "-900,10,20,20,30,40").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        foreach (string threads in (string[])["1", "3"])
            Assert.Equal(0, ToolRun.Of(
                "mesh", _place["o.nf"], "-o", _place[threads + ".glb"], "--resolution", "40", "--threads", threads).Code);
        Assert.Equal(File.ReadAllBytes(_place["1.glb"]), File.ReadAllBytes(_place["3.glb"]));
    }

    [Theory]
    [InlineData("there is no surface at distance 50", "--iso", "50")]
    [InlineData("has no colour", "--colors")]
    [InlineData("expected a part of 0,10,20,20,30,40", "--box", "90,90,90,91,91,91")]
    [InlineData("expected x0,y0,z0,x1,y1,z1", "--box", "1,1,1,0,2,2")]
    [InlineData("did you mean \"dataset\"", "--frame", "datset")]
    [InlineData("expected above 0 and up to 1", "--simplify", "2")]
    [InlineData("expected a whole number from 1 to 4096", "--resolution", "0")]
    [InlineData("is no number", "--iso", "far")]
    [InlineData("expected .glb, .gltf, .ply, .obj, .stl", "-o", "a.png")]
    public void A_mistake_is_one_line(string says, params string[] options)
    {
        string[] output = options[0] == "-o" ? [] : ["-o", _place["a.glb"]];
        ToolRun run = ToolRun.Of(["mesh", _place["o.nf"], .. output, .. options]);
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_place["a.glb"]));
    }

    [Fact]
    public void A_field_of_broken_numbers_is_a_mistake()
    {
        FieldContents octahedron = Octahedron();
        Array.Fill(octahedron.Parameters, float.NaN);
        FieldFile.Write(_place["n.nf"], octahedron);
        ToolRun run = ToolRun.Of("mesh", _place["n.nf"], "-o", _place["a.glb"], "--resolution", "30");
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains("gives no numbers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_other_tasks_have_no_surface()
    {
        FieldFile.Write(_place["i.nf"], Octahedron() with { Task = "image" });
        ToolRun run = ToolRun.Of("mesh", _place["i.nf"], "-o", _place["a.glb"]);
        Assert.Equal(ExitCode.Mistake, run.Code);
        Assert.Contains("task image, expected sdf", run.Error, StringComparison.Ordinal);
        Assert.Contains("there is no output", ToolRun.Of("mesh", _place["o.nf"]).Error, StringComparison.Ordinal);
    }

    private TriangleMesh Read(string name) => ((SurfaceContents.Mesh)SurfaceFile.Read(_place[name])).Surface;

    /// <summary>(|x − ½| + |y − ½| + |z − ½| − reach) / √3, two units of a hidden layer for each absolute value.</summary>
    private static FieldContents Octahedron()
    {
        FieldSpec field = FieldSpec.Value(
            3, 1, new Identity(), new Mlp { Width = 6, HiddenLayers = 1, Activation = Activation.Find("ReLU") });
        ParameterLayout layout = field.Layout();
        float[] parameters = new float[layout.Count];
        Span<float> hidden = Tensor(0), bias = Tensor(1), output = Tensor(2);
        for (int unit = 0; unit < 6; unit++)
        {
            float sign = unit % 2 == 0 ? 1 : -1;
            hidden[(3 * unit) + (unit / 2)] = sign;
            bias[unit] = -0.5f * sign;
            output[unit] = 1 / MathF.Sqrt(3);
        }
        Tensor(3)[0] = -(float)(Reach * Scale) / MathF.Sqrt(3);
        Point3 reach = new(Reach, Reach, Reach);
        SurfaceFrame frame = new(
            new(s_middle, Scale, 0.5), new(s_middle - reach, s_middle + reach), new(new(0, 0, 0), new(1, 1, 1)));
        return new(field, parameters) { Task = "sdf", Frame = frame.Write() };

        Span<float> Tensor(int index) => parameters.AsSpan(layout.Tensors[index].Offset, layout.Tensors[index].Count);
    }
}
