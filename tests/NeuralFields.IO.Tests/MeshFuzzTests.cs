using System.Text;
using System.Text.RegularExpressions;
using NeuralFields.Geometry;
using NeuralFields.IO.Gltf;
using NeuralFields.IO.Obj;
using NeuralFields.IO.Off;
using NeuralFields.IO.Ply;
using NeuralFields.IO.Stl;
using NeuralFields.IO.Tests.Gltf;
using NeuralFields.IO.Xyz;
using NeuralFields.Testing;
using Xunit.Abstractions;

namespace NeuralFields.IO.Tests;

/// <summary>Mutated files are read or refused, in bounded time and memory. NF_FUZZ_COUNT sets how many.</summary>
public sealed class MeshFuzzTests(ITestOutputHelper output)
{
    private const int LongestSeed = 20_000;

    private static readonly MeshReadOptions s_options = new() { FreeElements = 1 << 14 };

    [Fact]
    public void Obj_files() => Run(
        new ObjMeshReader(), "*.obj", new ObjMeshWriter().Written(Meshes.Sphere(4, 5)), Text(
            "v 0 0 0\nv 1 0 0\nv 1 1 0\nv .2 .3 0\nv 0 1 0\nf 1 2 3 4 5\nf -1//1 -2/2/1 \\\n -3/3\nvn 0 0 1\n"));

    [Fact]
    public void Ply_files() => Run(
        new PlyMeshReader(), "*.ply", new PlyMeshWriter().Written(Meshes.Sphere(4, 5)),
        new PlyMeshWriter().Written(Meshes.Sphere(3, 3, new Point3(1e6, 0, 0))), Text(
            "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n" +
            "element tristrips 1\nproperty list int int vertex_indices\nend_header\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n6 0 1 3 2 -1 0\n"));

    [Fact]
    public void Stl_files() => Run(
        new StlMeshReader(), "*.stl", new StlMeshWriter().Written(Meshes.Cube()), Text(
            "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid a\n"));

    [Fact]
    public void Off_files() => Run(
        new OffMeshReader(), "*.off", Text("OFF\n5 2 0\n0 0 0\n1 0 0\n1 1 0\n.2 .3 0\n0 1 0\n5 0 1 2 3 4\n3 0 1 2\n"),
        Text("CNOFF 3 1 0\n0 0 0 0 0 1 255 0 0 255\n1 0 0 0 0 1 0 255 0 255\n0 1 0 0 0 1 0 0 255 255\n3 0 1 2 # end\n"));

    [Fact]
    public void Xyz_files() => Run(
        new XyzCloudReader(), "*.xyz", Text("# a cloud\n1 2 3 0 0 1\n4,5,6,0,1,0\n7;8;9;1;0;0\n"), Text("2\n1 2 3\n4e1 5 -6\n"));

    [Fact]
    public void Gltf_files()
    {
        byte[] turned = new GlbMeshWriter().Written(
            Meshes.Sphere(4, 5, new Point3(1e6, 0, 0)), new MeshWriteOptions { ZUpToYUp = true, Unlit = true });
        byte[] sparse = Text(
            "{\"asset\":{\"version\":\"2.0\"},\"buffers\":[{\"byteLength\":52,\"uri\":\"data:;base64," +
            Convert.ToBase64String([.. new byte[36], 2, 0, 0, 0, .. new byte[12]]) +
            "\"}],\"bufferViews\":[{\"buffer\":0,\"byteLength\":52,\"byteStride\":12}],\"nodes\":[{\"children\":[1,2]},{\"mesh\":0," +
            "\"matrix\":[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]},{\"mesh\":0,\"rotation\":[0,0,0,1]}],\"meshes\":[{\"primitives\":[{\"mode\":5," +
            "\"attributes\":{\"POSITION\":0}}]}],\"accessors\":[{\"bufferView\":0,\"componentType\":5126,\"count\":3,\"type\":\"VEC3\"," +
            "\"sparse\":{\"count\":1,\"indices\":{\"bufferView\":0,\"byteOffset\":36,\"componentType\":5123},\"values\":{" +
            "\"bufferView\":0,\"byteOffset\":40}}}]}");
        List<byte[]> seeds = [turned, new GltfMeshWriter().Written(Meshes.Cube()), new GlbMeshWriter().Written(Meshes.Sphere(3, 4)), sparse];
        Assert.All(seeds, seed => new GltfMeshReader().Read(seed, s_options));
        Run(new GltfMeshReader(), seeds, MutateGltf);
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);

    private void Run(IMeshReader reader, string pattern, params byte[][] files)
    {
        List<byte[]> seeds = [.. files];
        Assert.All(seeds, seed => reader.Read(seed, s_options));
        if (SharedData.Find("badinput", "mesh") is string folder)
            seeds.AddRange(Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes).Where(f => f.Length < LongestSeed));
        Run(reader, seeds, mutate: null);
    }

    private void Run(IMeshReader reader, List<byte[]> seeds, Func<byte[], ulong, int, byte[]>? mutate)
        // The worst text is a polygon of one-digit corners: two bytes become a triangle, twelve bytes that a growing
        // list copies twice; JSON takes more. What instances unfold to comes on top.
        => output.WriteLine(Fuzz.Run(
            reader.Name, seeds, file => reader.Read(file, s_options), file => (160L * file.Length) + (4 << 20), mutate));

    /// <summary>By turns: the file, its text alone, a number of its text, and its numbers alone.</summary>
    private static byte[] MutateGltf(byte[] file, ulong seed, int index)
    {
        bool isText = !file.AsSpan().StartsWith("glTF"u8);
        (byte[] text, byte[] binary) = isText ? (file, []) : GlbFile.Parts(file);
        byte[] changed;
        switch (index / 5 % 4)
        {
            case 0: return Mutation.Of(file, seed, index);
            case 1: changed = Mutation.Of(text, seed, index); break;
            case 2 when !isText: return GlbFile.Of(text, Mutation.Of(binary, seed, index));
            default: changed = WithNumber(text, seed, index); break;
        }
        return isText ? changed : GlbFile.Of(changed, binary);
    }

    /// <summary>The text with one or two of its numbers replaced, so that it stays JSON.</summary>
    private static byte[] WithNumber(byte[] text, ulong seed, int index)
    {
        Random random = new(unchecked(((int)seed * 1_000_003) + index));
        string json = Encoding.UTF8.GetString(text);
        for (int edits = 1 + random.Next(2); edits > 0; edits--)
        {
            MatchCollection numbers = Regex.Matches(json, "(?<=[:\\[,])-?[0-9][0-9.eE+-]*(?=[\\],}])");
            Match chosen = numbers[random.Next(numbers.Count)];
            string[] awkward = ["0", "1", "2", "3", "-1", "255", "65536", "5121", "5125", "2147483647", "4294967296", "9007199254740991",
                "1e308", "0.5", "-1e-300", "null", "[]", "\"x\""];
            json = json[..chosen.Index] + awkward[random.Next(awkward.Length)] + json[(chosen.Index + chosen.Length)..];
        }
        return Encoding.UTF8.GetBytes(json);
    }
}
