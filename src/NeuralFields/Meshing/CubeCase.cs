namespace NeuralFields.Meshing;

/// <summary>How the level set crosses a cube whose corners lie on given sides of it.</summary>
/// <param name="FirstIndex">Where the triangles begin in <see cref="CubeTable.Triangles"/>.</param>
/// <param name="TriangleCount">Triangles.</param>
/// <param name="CenterTriangles">
/// Of these, the last ones that fan around a vertex inside the cube; 0 without such a vertex.
/// </param>
internal readonly record struct CubeCase(int FirstIndex, int TriangleCount, int CenterTriangles);
