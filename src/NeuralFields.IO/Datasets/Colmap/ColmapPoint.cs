using NeuralFields.Geometry;

namespace NeuralFields.IO.Datasets.Colmap;

/// <summary>A point of a sparse model.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Red">sRGB-coded colour.</param>
/// <param name="Green">sRGB-coded colour.</param>
/// <param name="Blue">sRGB-coded colour.</param>
internal readonly record struct ColmapPoint(long Id, Point3 Place, byte Red, byte Green, byte Blue);
