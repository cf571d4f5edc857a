using NeuralFields.Reference;
using NeuralFields.Testing;

namespace NeuralFields.Cli.Tests;

public sealed class ReferencePageTests
{
    [Fact]
    public void The_reference_is_up_to_date() => TextSnapshot.Check(ReferencePage.Write(), "src", "REFERENCE.md");
}
