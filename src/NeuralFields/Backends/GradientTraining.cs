using NeuralFields.Encodings;
using NeuralFields.Fields;
using NeuralFields.Losses;
using NeuralFields.Networks;
using NeuralFields.Training;

namespace NeuralFields.Backends;

/// <summary>Whether and how a field can be learnt from its gradient.</summary>
public static class GradientTraining
{
    private const float StepWithoutGrid = 1f / 512;

    /// <summary>Refuses fields that a gradient loss cannot judge.</summary>
    /// <param name="field">The field.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="InputException">The field has several values, or too many coordinates.</exception>
    public static void Require(FieldSpec field, GradientLoss loss)
    {
        if (field.OutputCount != 1)
            throw new InputException(
                $"gradient_loss {loss.Name}: the field has {field.OutputCount} values, expected 1.");
        if (field.Ports[0].Size > GradientLoss.MaxDimensions)
            throw new InputException(
                $"gradient_loss {loss.Name}: the position has {field.Ports[0].Size} coordinates, " +
                $"expected at most {GradientLoss.MaxDimensions}.");
    }

    /// <summary>Whether the gradient is analytic: wherever that is possible, unless the run says otherwise.</summary>
    /// <param name="field">The field.</param>
    /// <param name="training">What the run says.</param>
    /// <exception cref="InputException">The run asks for it, and it is not possible.</exception>
    public static bool IsAnalytic(FieldSpec field, TrainingSpec training)
    {
        if (training.GradientMethod == GradientMethod.Numerical) return false;
        string? obstacle = field.Nodes.Select(node => Obstacle(field, node)).FirstOrDefault(o => o is not null);
        if (obstacle is null || training.GradientMethod == GradientMethod.Auto) return obstacle is null;
        throw new InputException($"gradient_method Analytic: {obstacle}. Take Numerical.");
    }

    /// <summary>
    /// The displacement of numerical gradients: the run's, or the largest power of two within a cell of the finest
    /// grid. Most positions take a power of two without rounding.
    /// </summary>
    /// <param name="field">The field.</param>
    /// <param name="training">What the run says.</param>
    public static float Step(FieldSpec field, TrainingSpec training)
    {
        if (training.GradientStep > 0) return (float)training.GradientStep;
        double cells = field.Nodes.OfType<EncodingNode>().SelectMany(node => field.PartsOf(node)).OfType<GridPart>()
            .SelectMany(part => part.Layout.Levels).Select(level => (double)level.Scale).DefaultIfEmpty(0).Max();
        if (cells == 0) return StepWithoutGrid;
        float step = 1;
        while (step * cells > 1) step /= 2;
        return step;
    }

    private static string? Obstacle(FieldSpec field, FieldNode node) => node switch
    {
        EncodingNode e when field.PartsOf(e).Any(p => p is not PointwisePart)
            => $"{node.Name} has tables, expected an encoding without",
        EncodingNode e when e.Inputs.Any(name => field.Nodes.Any(n => n.Name == name))
            => $"{node.Name} reads another node, expected coordinates",
        NetworkNode { Network: Mlp { Wire: not null } }
            => $"{node.Name} is made of complex wavelets, expected real layers",
        NetworkNode { Network: GaussianRbf } => $"{node.Name} is made of Gaussian units, expected an Mlp",
        _ => null,
    };
}
