using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Geometry;
using NeuralFields.IO.Fields;
using NeuralFields.Networks;
using NeuralFields.Parameters;
using NeuralFields.Scenes;

namespace NeuralFields.Cli.Tests;

/// <summary>
/// A field of signed distances that needs no training: six rectifiers are |x| + |y| + |z|, the rest is a factor and a
/// bias. An octahedron of radius 3 around (10, 0, 0).
/// </summary>
internal static class Octahedron
{
    public static void Write(string path)
    {
        FieldSpec field = FieldSpec.Value(3, 1, new Identity(), new Mlp { Width = 6, HiddenLayers = 1 });
        ParameterLayout layout = field.Layout();
        float[] parameters = new float[layout.Count];
        float slope = (float)(1 / Math.Sqrt(3));
        Span<float> first = Tensor(layout, "network.0.weight", parameters);
        for (int unit = 0; unit < 6; unit++) first[(3 * unit) + (unit / 2)] = unit % 2 == 0 ? 1 : -1;
        Tensor(layout, "network.1.weight", parameters).Fill(slope);
        Tensor(layout, "network.1.bias", parameters).Fill(-0.6f * slope);
        SurfacePlacement placement = new(new(10, 0, 0), 0.2, 0);
        SurfaceFrame frame = new(placement, new(new(7, -3, -3), new(13, 3, 3)), new(new(-1, -1, -1), new(1, 1, 1)));
        FieldFile.Write(path, new FieldContents(field, parameters) { Task = "sdf", Frame = frame.Write() });
    }

    private static Span<float> Tensor(ParameterLayout layout, string name, float[] parameters)
    {
        ParameterTensor tensor = layout.Tensors.Single(t => t.Name == name);
        return parameters.AsSpan(tensor.Offset, tensor.Count);
    }
}
