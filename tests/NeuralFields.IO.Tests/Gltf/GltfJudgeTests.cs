using System.Text.Json;
using NeuralFields.Descriptions;
using NeuralFields.Geometry;
using NeuralFields.Testing;

namespace NeuralFields.IO.Tests.Gltf;

/// <summary>Written glTF before the Khronos validator and another program, where node and they are installed.</summary>
public sealed class GltfJudgeTests : IDisposable
{
    private const string Backend = "gltf";

    private const string Validate =
        """
        const fs = require('fs');
        const path = process.argv[2];
        require(process.argv[1] + '/gltf-validator').validateBytes(new Uint8Array(fs.readFileSync(path)))
          .then(r => console.log(JSON.stringify({ errors: r.issues.numErrors, warnings: r.issues.numWarnings,
            messages: r.issues.messages.map(m => m.code + ' ' + m.pointer), triangles: r.info.totalTriangleCount,
            vertices: r.info.totalVertexCount })));
        """;

    private const string Transform =
        """
        const { NodeIO } = require(process.argv[1] + '/@gltf-transform/core');
        (async () => {
          const document = await new NodeIO().read(process.argv[2]);
          const primitive = document.getRoot().listMeshes()[0].listPrimitives()[0];
          const node = document.getRoot().listNodes().find(n => n.getMesh());
          console.log(JSON.stringify({ vertices: primitive.getAttribute('POSITION').getCount(),
            triangles: primitive.getIndices().getCount() / 3, second: primitive.getAttribute('POSITION').getElement(1, []),
            color: primitive.getAttribute('COLOR_0').getElement(1, []), translation: node.getTranslation(),
            extras: document.getRoot().getAsset().extras }));
        })();
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int, bool> Cases => new()
    {
        // Around the largest counts that indices of one and two bytes can number.
        { ".glb", 16, false }, { ".gltf", 16, true }, { ".glb", 254, true }, { ".glb", 255, true }, { ".glb", 256, false },
        { ".glb", 65535, true }, { ".glb", 65536, false },
    };

    [Theory, MemberData(nameof(Cases))]
    public void The_validator_finds_neither_errors_nor_warnings(string ending, int vertices, bool turned)
    {
        if (ExternalTool.FindNode("gltf-validator", Backend) is not string node) return;
        TriangleMesh mesh = Fan(vertices, turned ? new Point3(500_000.25, 0, 4e6) : default);
        string path = Written(ending, mesh, turned);
        JsonElement report = Judge(node, Validate, path);
        Assert.Equal("[]", report.GetProperty("messages").ToString());
        Assert.Equal(mesh.TriangleCount, report.GetProperty("triangles").GetInt32());
        Assert.Equal(vertices, report.GetProperty("vertices").GetInt32());
    }

    [Theory]
    [InlineData(".glb")]
    [InlineData(".gltf")]
    public void Another_program_reads_what_was_written(string ending)
    {
        if (ExternalTool.FindNode("@gltf-transform/core", Backend) is not string node) return;
        TriangleMesh mesh = Meshes.Sphere(8, 12, new Point3(1000.5, -2000.25, 0));
        JsonElement report = Judge(node, Transform, Written(ending, mesh, turned: true));
        Assert.Equal(mesh.VertexCount, report.GetProperty("vertices").GetInt32());
        Assert.Equal(mesh.TriangleCount, report.GetProperty("triangles").GetInt32());
        Assert.Equal(mesh.Positions[1].X, report.GetProperty("second")[0].GetSingle());
        Assert.Equal(mesh.Colors![1].Z, report.GetProperty("color")[2].GetSingle());
        Assert.Equal(-2000.25, report.GetProperty("translation")[1].GetDouble());
        Assert.Equal(256, report.GetProperty("extras").GetProperty("resolution").GetInt32());
    }

    /// <summary>A mesh of a given number of vertices: triangles around the first one.</summary>
    private static TriangleMesh Fan(int vertices, Point3 origin)
    {
        TriangleMesh sphere = Meshes.Sphere(2, vertices - 2, origin);
        Assert.Equal(vertices, sphere.VertexCount);
        return sphere;
    }

    private string Written(string ending, TriangleMesh mesh, bool turned)
    {
        string path = _folder.File("a" + ending);
        MeshFile.Write(path, mesh, new MeshWriteOptions
        {
            ZUpToYUp = turned,
            Unlit = turned,
            DoubleSided = !turned,
            Provenance = [new("resolution", DescriptionNode.Of(256)), new("field", DescriptionNode.Of("a \"b\" \n c"))],
        });
        return path;
    }

    private static JsonElement Judge(string node, string script, string path)
    {
        string output = ExternalTool.Run(node, "-e", script, "--", ExternalTool.NodeModules, path);
        return JsonDocument.Parse(output).RootElement;
    }
}
