using System.Text;
using NeuralFields.Geometry;

namespace NeuralFields.IO.Tests.Surfaces;

/// <summary>Small files written as text, and what readers make of them.</summary>
internal static class SurfaceText
{
    public static SurfaceContents ReadText(this IMeshReader reader, string text)
        => reader.Read(Encoding.UTF8.GetBytes(text), MeshReadOptions.Default);

    public static TriangleMesh MeshOf(this IMeshReader reader, string text)
        => Assert.IsType<SurfaceContents.Mesh>(reader.ReadText(text)).Surface;

    public static PointCloud CloudOf(this IMeshReader reader, string text)
        => Assert.IsType<SurfaceContents.Cloud>(reader.ReadText(text)).Points;

    /// <summary>The mesh of a file in memory.</summary>
    public static TriangleMesh MeshOf(this IMeshReader reader, byte[] file)
        => Assert.IsType<SurfaceContents.Mesh>(reader.Read(file, MeshReadOptions.Default)).Surface;

    /// <summary>Every strict beginning (every n-th of a long file) is refused or read, and never anything else.</summary>
    public static void AssertTruncationsEnd(this IMeshReader reader, byte[] file)
    {
        for (int length = 0; length < file.Length; length += 1 + (file.Length / 500))
        {
            try
            {
                reader.Read(file.AsSpan(0, length), MeshReadOptions.Default);
            }
            catch (InputException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }
}
