using System.Globalization;
using NeuralFields.Geometry;
using NeuralFields.Meshing;

namespace NeuralFields.Cli.Meshes;

/// <summary>What a command line asks of a mesh, before the field is known.</summary>
/// <param name="Path">The field's file, for messages.</param>
/// <param name="Iso">The value of the surface, in the task's words; null for the usual one.</param>
/// <param name="Box">Where to look, in the data's units; null for the field's own choice.</param>
/// <param name="WithColors">Whether vertices get colours.</param>
/// <param name="Threads">Threads for what is not the field; 0 for all.</param>
/// <param name="Say">Told what the user should know.</param>
internal sealed record MeshRequest(
    string Path, double? Iso, Box3? Box, bool WithColors, int Threads, Action<string> Say);

/// <summary>A field with a surface.</summary>
/// <param name="Field">The field, inside below the level.</param>
/// <param name="Level">The level.</param>
/// <param name="Box">Where to look, in the field's coordinates.</param>
/// <param name="Placement">From the data's frame to the field's.</param>
internal sealed record MeshSubject(IScalarField Field, float Level, Box3 Box, SurfacePlacement Placement)
{
    /// <summary>Whether values are distances.</summary>
    public required bool IsDistance { get; init; }

    /// <summary>What a value of the field is called, such as distance.</summary>
    public required string Quantity { get; init; }

    /// <summary>The level in words.</summary>
    public required double Iso { get; init; }

    /// <summary>From a value of the field to what the user calls it.</summary>
    public required Func<float, double> Describe { get; init; }

    /// <summary>What mean residuals are multiplied by for the report.</summary>
    public double ResidualUnit { get; init; } = 1;

    /// <summary>What is up in the data's frame, where it is known to be another axis than z.</summary>
    public Point3 Up { get; init; } = new(0, 0, 1);

    /// <summary>Whether colours hold the light already.</summary>
    public bool Unlit { get; init; }

    /// <exception cref="InputException">There is no surface in the box.</exception>
    public void Require(FieldMesh found)
    {
        if (found.Mesh.TriangleCount > 0) return;
        if (found.Min > found.Max)
            throw new InputException(
                $"the field gives no numbers in the box, expected numbers ({Quantity}). Make the field again.");
        (double a, double b) = (Describe(found.Min), Describe(found.Max));
        throw new InputException(string.Create(CultureInfo.InvariantCulture,
            // What is far from the level may be cut off alike.
            $"there is no surface at {Quantity} {Iso}: the field is ") + (a == b ? "on one side of it everywhere in the box, " :
            string.Create(CultureInfo.InvariantCulture, $"{Math.Min(a, b):G4} to {Math.Max(a, b):G4} in the box, ")) +
            "expected values on both sides. Change --iso or --box.");
    }
}
