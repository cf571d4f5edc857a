using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NeuralFields.Testing;

namespace NeuralFields.Tests.Architecture;

/// <summary>Which project sees which, and what the library may never touch.</summary>
public sealed class AssemblyTests
{
    // Siblings never see each other; nf alone sees them all.
    private static readonly Dictionary<string, string[]> s_references = new()
    {
        ["NeuralFields"] = [],
        ["NeuralFields.IO"] = ["NeuralFields"],
        ["NeuralFields.OpenCL"] = ["NeuralFields"],
        ["NeuralFields.Viewer"] = ["NeuralFields"],
        ["NeuralFields.Cli"] = ["NeuralFields", "NeuralFields.IO", "NeuralFields.OpenCL", "NeuralFields.Viewer"],
    };

    private const BindingFlags StaticMethods =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] s_forbidden =
        [typeof(Console), typeof(File), typeof(Directory), typeof(FileInfo), typeof(FileStream)];

    // Pointers belong where numbers are crunched; everything else goes through spans.
    private static readonly Regex s_unsafeFiles = new(
        @"^NeuralFields/(Numerics/|Backends/Cpu/|\w+/(\w+/)?\w*Kernel\w*(\.\w+)?\.cs$" +
        @"|Encodings/Composite\.Reduced\.cs$|Training/ISampleSource\.cs$)|^NeuralFields\.OpenCL/(Interop|Memory)/|^NeuralFields\.Viewer/Interop/");

    private static readonly Regex s_unsafe = new(@"^[^/\n]*\bunsafe\b", RegexOptions.Multiline);

    private static string Sources => Path.Combine(SharedData.Repository, "src");

    [Fact]
    public void Projects_reference_what_the_direction_allows()
    {
        Assert.Equal(
            s_references.Keys.Order(),
            Directory.EnumerateDirectories(Sources).Select(d => Path.GetFileName(d)).Order());
        foreach ((string project, string[] expected) in s_references)
            Assert.Equal(expected, ProjectReferences(project).Order());
    }

    [Fact]
    public void The_library_its_files_devices_and_windows_need_no_package()
    {
        Assert.Empty(Project("NeuralFields").Descendants("PackageReference"));
        Assert.Empty(Project("NeuralFields.IO").Descendants("PackageReference"));
        Assert.Empty(Project("NeuralFields.OpenCL").Descendants("PackageReference"));
        Assert.Empty(Project("NeuralFields.Viewer").Descendants("PackageReference"));
    }

    [Fact]
    public void The_library_refers_to_the_runtime_alone()
        => Assert.All(
            typeof(InputException).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name));

    [Fact]
    public void The_library_opens_no_file_and_writes_to_no_console()
        => Assert.DoesNotContain(Types, t => TypeReferences.Of(t).Overlaps(s_forbidden));

    [Fact]
    public void The_library_calls_nothing_native()
        => Assert.DoesNotContain(
            Types.SelectMany(t => t.GetMethods(StaticMethods)),
            m => m.Attributes.HasFlag(MethodAttributes.PinvokeImpl));

    [Fact]
    public void Unsafe_code_stays_in_kernels()
        => Assert.DoesNotContain(
            Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories),
            file => s_unsafe.IsMatch(File.ReadAllText(file))
                && !s_unsafeFiles.IsMatch(Path.GetRelativePath(Sources, file).Replace('\\', '/')));

    private static Type[] Types => typeof(InputException).Assembly.GetTypes();

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Sources, name, name + ".csproj"));

    private static IEnumerable<string> ProjectReferences(string name)
        => Project(name).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
}
