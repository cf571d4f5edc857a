using System.Globalization;
using System.Numerics;
using NeuralFields.Geometry;
using NeuralFields.Numerics;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Distances;

/// <summary>Meshes whose distances are known, and places around them.</summary>
internal static class Shapes
{
    /// <summary>A sphere of radius 1 around zero: an icosahedron, each triangle cut in four this often.</summary>
    public static TriangleMesh Icosphere(int level)
    {
        float t = (1 + MathF.Sqrt(5)) / 2;
        List<Vector3> places =
        [
            new(-1, t, 0), new(1, t, 0), new(-1, -t, 0), new(1, -t, 0), new(0, -1, t), new(0, 1, t),
            new(0, -1, -t), new(0, 1, -t), new(t, 0, -1), new(t, 0, 1), new(-t, 0, -1), new(-t, 0, 1),
        ];
        int[] indices =
        [
            0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4, 11, 10, 2, 10, 7, 6, 7, 1, 8,
            3, 9, 4, 3, 4, 2, 3, 2, 6, 3, 6, 8, 3, 8, 9, 4, 9, 5, 2, 4, 11, 6, 2, 10, 8, 6, 7, 9, 8, 1,
        ];
        for (; level > 0; level--) indices = Quarter(places, indices);
        return new([.. places.Select(Vector3.Normalize)], indices);
    }

    /// <summary>A box around zero with sides along the axes.</summary>
    public static TriangleMesh Box(Vector3 half)
    {
        Vector3[] corners = [.. Enumerable.Range(0, 8).Select(i =>
            half * new Vector3((i & 1) == 0 ? -1 : 1, (i & 2) == 0 ? -1 : 1, (i & 4) == 0 ? -1 : 1))];
        return new(corners,
        [
            0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5,
        ]);
    }

    /// <summary>A torus around the z axis.</summary>
    public static TriangleMesh Torus(float radius, float thickness, int steps)
    {
        List<Vector3> places = [];
        List<int> indices = [];
        for (int i = 0; i < steps; i++)
            for (int j = 0; j < steps; j++)
            {
                float u = 2 * MathF.PI * i / steps, v = 2 * MathF.PI * j / steps;
                float across = radius + (thickness * MathF.Cos(v));
                places.Add(new(across * MathF.Cos(u), across * MathF.Sin(u), thickness * MathF.Sin(v)));
                int a = (i * steps) + j, b = ((i + 1) % steps * steps) + j;
                int c = ((i + 1) % steps * steps) + ((j + 1) % steps), d = (i * steps) + ((j + 1) % steps);
                indices.AddRange([a, b, c, a, c, d]);
            }
        return new([.. places], [.. indices]);
    }

    /// <summary>Triangles of all sizes anywhere in [−1, 1]³, every tenth without area.</summary>
    public static TriangleMesh Soup(int count, ulong seed)
    {
        Pcg32 random = new(seed, 1);
        Vector3[] places = new Vector3[3 * count];
        for (int i = 0; i < count; i++)
        {
            float size = MathF.Pow(10, -3 * random.NextFloat());
            Vector3 middle = Place(ref random);
            for (int k = 0; k < 3; k++) places[(3 * i) + k] = middle + (size * Place(ref random));
            if (i % 20 == 0) places[(3 * i) + 2] = places[3 * i];
            if (i % 20 == 10) places[(3 * i) + 2] = (places[3 * i] + places[(3 * i) + 1]) / 2;
        }
        return new(places, [.. Enumerable.Range(0, 3 * count)]);
    }

    /// <summary>Several meshes as one.</summary>
    public static TriangleMesh Join(params TriangleMesh[] parts)
    {
        List<Vector3> places = [];
        List<int> indices = [];
        foreach (TriangleMesh part in parts)
        {
            int first = places.Count;
            places.AddRange(part.Positions);
            indices.AddRange(part.Indices.Select(index => first + index));
        }
        return new([.. places], [.. indices]);
    }

    /// <summary>A mesh with its fronts inside.</summary>
    public static TriangleMesh Inverted(TriangleMesh mesh)
        => mesh with { Indices = [.. mesh.Indices.Chunk(3).SelectMany(t => new[] { t[0], t[2], t[1] })] };

    /// <summary>A mesh scaled and moved.</summary>
    public static TriangleMesh Placed(TriangleMesh mesh, float scale, Vector3 shift = default)
        => mesh with { Positions = [.. mesh.Positions.Select(p => (p * scale) + shift)] };

    /// <summary>A scan of 100,000 triangles; null where the folder of inputs is absent.</summary>
    public static TriangleMesh? Armadillo()
    {
        if (SharedData.Find("meshes", "armadillo.obj") is not string path) return null;
        List<Vector3> places = [];
        List<int> indices = [];
        foreach (string line in File.ReadLines(path))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 4) continue;
            if (words[0] == "v") places.Add(new(Number(words[1]), Number(words[2]), Number(words[3])));
            if (words[0] == "f") indices.AddRange(words[1..4].Select(w => int.Parse(w.Split('/')[0]) - 1));
        }
        return new([.. places], [.. indices]);
    }

    /// <summary>Uniform places in a cube around zero.</summary>
    public static Vector3[] Places(int count, float half, ulong seed)
    {
        Pcg32 random = new(seed, 2);
        Vector3[] places = new Vector3[count];
        for (int i = 0; i < count; i++) places[i] = half * Place(ref random);
        return places;
    }

    private static Vector3 Place(ref Pcg32 random)
        => new((2 * random.NextFloat()) - 1, (2 * random.NextFloat()) - 1, (2 * random.NextFloat()) - 1);

    private static float Number(string word) => float.Parse(word, CultureInfo.InvariantCulture);

    private static int[] Quarter(List<Vector3> places, int[] indices)
    {
        Dictionary<(int, int), int> middles = [];
        int Middle(int a, int b)
        {
            (int, int) key = (Math.Min(a, b), Math.Max(a, b));
            if (middles.TryGetValue(key, out int middle)) return middle;
            // On the sphere, so that triangles stay alike.
            places.Add(Vector3.Normalize(Vector3.Normalize(places[a]) + Vector3.Normalize(places[b])));
            return middles[key] = places.Count - 1;
        }
        List<int> finer = [];
        foreach (int[] t in indices.Chunk(3))
        {
            int ab = Middle(t[0], t[1]), bc = Middle(t[1], t[2]), ca = Middle(t[2], t[0]);
            finer.AddRange([t[0], ab, ca, t[1], bc, ab, t[2], ca, bc, ab, bc, ca]);
        }
        return [.. finer];
    }
}
