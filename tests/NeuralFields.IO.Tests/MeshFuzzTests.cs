using System.Text;
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
        List<byte[]> seeds = [turned, new GltfMeshWriter().Written(Meshes.Cube()), new GlbMeshWriter().Written(Meshes.Sphere(3, 4))];
        if (SharedData.Find("badinput", "gltf-validator-cases", "accessor") is string folder)
            seeds.AddRange(Directory.GetFiles(folder, "*.gltf").Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
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

    /// <summary>By turns: the file, and its text or its numbers alone in a container that is sound.</summary>
    private static byte[] MutateGltf(byte[] file, ulong seed, int index)
    {
        if (!file.AsSpan().StartsWith("glTF"u8) || index / 5 % 3 == 0) return Mutation.Of(file, seed, index);
        (byte[] text, byte[] binary) = GlbFile.Parts(file);
        return index / 5 % 3 == 1
            ? GlbFile.Of(Mutation.Of(text, seed, index), binary)
            : GlbFile.Of(text, Mutation.Of(binary, seed, index));
    }
}
