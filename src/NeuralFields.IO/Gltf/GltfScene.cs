using NeuralFields.Geometry;

namespace NeuralFields.IO.Gltf;

/// <summary>Which meshes of a glTF file are shown, and where.</summary>
internal static class GltfScene
{
    /// <summary>
    /// The meshes of the default scene (else of the first one, else of all nodes that are no children, else all
    /// meshes) with the maps of their nodes.
    /// </summary>
    /// <exception cref="InputException">A node is reached twice: the nodes are no trees.</exception>
    public static IEnumerable<(GltfNode Mesh, Affine Map)> Meshes(GltfDocument document)
    {
        GltfNode nodes = document.Root["nodes"], meshes = document.Root["meshes"];
        if (nodes.Count == 0)
        {
            foreach (GltfNode mesh in meshes.Items) yield return (mesh, Affine.Identity);
            yield break;
        }
        bool[] seen = new bool[nodes.Count];
        // A stack of our own: nesting is the file's choice, and the machine's stack is not endless.
        Stack<(GltfNode Reference, Affine Map)> open = new(Roots(document).Reverse().Select(r => (r, Affine.Identity)));
        while (open.TryPop(out (GltfNode Reference, Affine Map) next))
        {
            long index = next.Reference.Whole;
            GltfNode node = nodes.At(index, next.Reference.Path);
            if (seen[index])
                throw GltfNode.Mistake($"{node.Path} is its own ancestor or has two parents, expected trees of nodes.");
            seen[index] = true;
            Affine map = next.Map.After(MapOf(node));
            if (node["mesh"].Exists) yield return (meshes.At(node["mesh"].Whole, node["mesh"].Path), map);
            foreach (GltfNode child in node["children"].Items.Reverse()) open.Push((child, map));
        }
    }

    private static IEnumerable<GltfNode> Roots(GltfDocument document)
    {
        GltfNode scenes = document.Root["scenes"], chosen = document.Root["scene"];
        if (scenes.Count > 0 || chosen.Exists)
            return scenes.At(chosen.WholeOr(0), chosen.Path)["nodes"].Items;
        GltfNode nodes = document.Root["nodes"];
        HashSet<long> children = [.. nodes.Items.SelectMany(n => n["children"].Items).Select(c => c.Whole)];
        return Enumerable.Range(0, nodes.Count).Where(i => !children.Contains(i))
            .Select(i => new GltfNode(Descriptions.DescriptionNode.Of(i), "nodes"));
    }

    private static Affine MapOf(GltfNode node)
    {
        if (node["matrix"].Exists)
        {
            double[] m = node["matrix"].Numbers(16);   // column by column
            return new Affine(new(m[0], m[1], m[2]), new(m[4], m[5], m[6]), new(m[8], m[9], m[10]), new(m[12], m[13], m[14]));
        }
        double[] shift = Numbers(node["translation"], [0, 0, 0]), scale = Numbers(node["scale"], [1, 1, 1]);
        double[] rotation = Numbers(node["rotation"], [0, 0, 0, 1]);
        return Affine.Of(
            new Point3(shift[0], shift[1], shift[2]), Unit(rotation), new Point3(scale[0], scale[1], scale[2]));
    }

    private static double[] Numbers(GltfNode list, double[] absent)
        => list.Exists ? list.Numbers(absent.Length) : absent;

    /// <summary>Files keep quaternions in single precision; their length is one up to that.</summary>
    private static double[] Unit(double[] q)
    {
        double length = Math.Sqrt((q[0] * q[0]) + (q[1] * q[1]) + (q[2] * q[2]) + (q[3] * q[3]));
        return length > 0 && double.IsFinite(length) ? [.. q.Select(c => c / length)] : [0, 0, 0, 1];
    }
}
