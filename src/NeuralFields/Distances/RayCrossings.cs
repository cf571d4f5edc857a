namespace NeuralFields.Distances;

/// <summary>What a ray crosses.</summary>
/// <param name="Count">Triangles crossed.</param>
/// <param name="Winding">Those left through their front minus those entered through it: the winding number.</param>
/// <param name="Certain">Whether no triangle was met so near its border or its plane that rounding decides.</param>
internal readonly record struct RayCrossings(int Count, int Winding, bool Certain);
