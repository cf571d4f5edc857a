using NeuralFields.Testing;

namespace NeuralFields.Tests.Architecture;

public sealed class PublicApiTests
{
    /// <summary>What a program built on the library may rely on changes only on purpose.</summary>
    [Fact]
    public void The_public_api_is_as_recorded()
        => TextSnapshot.Check(
            PublicApi.Describe(typeof(InputException).Assembly), "tests", "goldens", "NeuralFields.api.txt");
}
