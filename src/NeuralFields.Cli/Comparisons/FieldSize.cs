using NeuralFields.Descriptions;
using NeuralFields.Fields;
using NeuralFields.IO.Scenes;
using NeuralFields.Scenes;
using NeuralFields.Tasks;

namespace NeuralFields.Cli.Comparisons;

/// <summary>Brings fields of all kinds to about the same number of trained parameters.</summary>
/// <remarks>
/// One key of the scene is turned, the first that the field has: kernels, size of tables, units. Tables grow in powers
/// of two, so a grid may also give up some of its levels.
/// </remarks>
internal static class FieldSize
{
    // Keys that set how large a field is, with the values that are tried.
    private static readonly (string Key, int Low, int High)[] s_keys =
    [
        (KernelsKey, 1, 1 << 22), (TablesKey, SmallestTable, LargestTable), ("n_neurons", 2, 1024), ("n_units", 2, 1024),
    ];

    private const string KernelsKey = "n_kernels", TablesKey = "log2_hashmap_size", LevelsKey = "n_levels";
    private const int SmallestTable = 3, LargestTable = 24;
    private const int FewestLevels = 8;

    private static readonly string[] s_parts = ["encoding", "rgb_encoding", "network"];

    /// <summary>The number of trained parameters of a scene's field.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="field">A field of the same task, whose encoding and network give way to the scene's.</param>
    public static int Count(Scene scene, FieldSpec field) => (field with
    {
        Nodes =
        [
            .. field.Nodes.Select(node => node switch
            {
                EncodingNode { Name: "encoding" } encoding => encoding with { Encoding = scene.Fit.Encoding },
                EncodingNode { Name: "rgb_encoding" } encoding when scene.Fit is RadianceScene { ColorEncoding: { } color }
                    => encoding with { Encoding = color },
                NetworkNode { Name: "network" } network => network with { Network = scene.Fit.Network },
                _ => node,
            }),
        ],
    }).Layout().TrainedCount;

    /// <summary>The scene with about as many parameters as are wanted; as it is where it has no key to turn.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="field">A field of the same task.</param>
    /// <param name="wanted">Trained parameters.</param>
    public static Scene Fit(Scene scene, FieldSpec field, long wanted)
    {
        DescriptionNode description = scene.Write();
        (string[] Path, int Low, int High)? turned = s_keys
            .SelectMany(k => Find(description, k.Key).Select(path => ((string[], int, int)?)(path, k.Low, k.High)))
            .FirstOrDefault();
        if (turned is not { } knob) return scene;
        double Distance(Scene s) => Math.Abs(Math.Log(Count(s, field) / (double)wanted));
        return Tables(scene, description, field, wanted).Select(s => Nearest(s, knob.Path, knob.Low, knob.High, field, wanted))
            .MinBy(Distance)!;
    }

    /// <summary>
    /// Where tables are hashed, the scene also with fewer levels; where kernels stand beside them, with tables that keep
    /// their share.
    /// </summary>
    private static IEnumerable<Scene> Tables(Scene scene, DescriptionNode description, FieldSpec field, long wanted)
    {
        string[]? tables = Find(description, TablesKey).FirstOrDefault();
        if (tables is not null && Find(description, KernelsKey).Any())
        {
            double doublings = Math.Round(Math.Log2(wanted / (double)Count(scene, field)));
            long log2 = At(description, tables).AsInteger(TablesKey) + (long)doublings;
            int size = (int)Math.Clamp(log2, SmallestTable, LargestTable);
            yield return Find(description, TablesKey).Aggregate(scene, (sized, path) => With(sized, path, size));
            yield break;
        }
        yield return scene;
        if (tables is null || Find(description, LevelsKey).FirstOrDefault() is not { } levels) yield break;
        for (int count = (int)At(description, levels).AsInteger(LevelsKey) - 1; count >= FewestLevels; count--)
            yield return With(scene, levels, count);
    }

    private static Scene Nearest(Scene scene, string[] path, int low, int high, FieldSpec field, long wanted)
    {
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (Count(With(scene, path, middle), field) > wanted) high = middle;
            else low = middle;
        }
        (Scene below, Scene above) = (With(scene, path, low), With(scene, path, high));
        // As ratios: half as many are as far off as twice as many.
        return (double)wanted / Count(below, field) < (double)Count(above, field) / wanted ? below : above;
    }

    private static Scene With(Scene scene, string[] path, int value)
        => Scene.Read(scene, new SceneEdit(path, DescriptionNode.Of(value)).Apply(scene.Write()));

    private static DescriptionNode At(DescriptionNode node, string[] path)
        => path.Aggregate(node, (n, key) => n.Kind == DescriptionKind.Array ? n.Items[int.Parse(key, null)] : n[key]!);

    /// <summary>Where a key stands in the encoding or the network of a scene.</summary>
    private static IEnumerable<string[]> Find(DescriptionNode scene, string key)
        => s_parts.Where(part => scene[part] is not null).SelectMany(part => Below(scene[part]!, key, [part]));

    private static IEnumerable<string[]> Below(DescriptionNode node, string key, string[] path)
    {
        if (node.Kind == DescriptionKind.Array)
            return node.Items.SelectMany((item, i) => Below(item, key, [.. path, FormattableString.Invariant($"{i}")]));
        if (node.Kind != DescriptionKind.Object) return [];
        return node.Members.SelectMany(m => m.Key == key ? [[.. path, key]] : Below(m.Value, key, [.. path, m.Key]));
    }
}
