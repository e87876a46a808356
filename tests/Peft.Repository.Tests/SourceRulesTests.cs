using System.Text.RegularExpressions;

namespace Peft.Repository.Tests;

[TestFixture]
public sealed class SourceRulesTests
{
    private const int MaxLines = 400;

    private static readonly string[] s_sources = [".cs", ".cpp", ".h", ".cu", ".ptx", ".sh", ".py"];
    private static readonly string[] s_binary = [".safetensors", ".png", ".bin", ".npy"];

    /// <summary>Files that may be longer than <see cref="MaxLines"/>, each with the reason.</summary>
    private static readonly (Regex File, string Reason)[] s_longFiles = [(new(@"\.ptx$"), "written by the compiler")];

    private static IEnumerable<SourceRule> Rules =>
    [
        new("Libraries do not print, collect garbage, or read a clock or a random number of their own",
            new Regex(@"\bConsole\.(Write|Error|Out)|\bGC\.Collect\b|\bDateTime\.(Utc)?Now\b|new Random\(\)|\bRandom\.Shared\b"), file => IsCode(file) && file.StartsWith("src/"),
            "use ILogger, dispose scopes, TimeProvider and a seeded generator"),
        new("One source for every binding", new Regex(@"^\s*#(if|elif)\b"), file => IsCode(file) && !file.StartsWith("bindings/"),
            "write against TorchSharp's public API, or move the difference into bindings/"),
        new("Bindings stay behind TorchSharp's public API", new Regex(@"\bTorchSharp\.Native\b|libtorchshim"),
            file => IsCode(file) && !file.StartsWith("bindings/") && !file.StartsWith("tests/Peft.Binding.Tests/") && !file.StartsWith("tools/") && !file.EndsWith("/SourceRulesTests.cs"),
            "use the TorchSharp namespaces only"),
        new("Functions with a backward of their own are guarded", new Regex(@"\b(Single|Multi)TensorFunction<"), IsUnguarded,
            "derive from GuardedFunction; on TorchSharp an exception out of backward ends the process"),
        new("Products and gradients of wrong shapes are exceptions", new Regex(@"\bmatmul\(|\bautograd\.grad\("), IsUnguarded,
            "use CheckedProduct.Matmul, linear or mm, and Tensor.backward; the others end the process on TorchSharp when they fail"),
        new("Operators make no Scalar of their own", new Regex(@"\.square_?\(\)"), IsUnguarded, "use pow(Scalars.Two); TorchSharp may collect the 2 of square while native code still reads it"),
        new("Constants of operators are in one place", new Regex(@"\bstatic readonly (TorchSharp\.)?Scalar\b"), IsUnguarded, "use Scalars, and add to it what it lacks"),
        new("No project names a binding", new Regex(@"ProjectReference.*\bbindings/"), file => file.EndsWith(".csproj"),
            "set <UsesTorch>true</UsesTorch>; bindings/TorchBinding.targets adds the reference"),
        new("No machine's paths and no package registry", new Regex(@"(?<![\w.])/(work|opt|root|home/\w+)/|(?<!\w)/tmp/\w|https?://(api|deb|registry)\."), IsText,
            "use paths relative to the repository and the machine's own package sources"),
        new("No exception without a type of its own", new Regex(@"throw new (Exception|NotImplementedException)\("), IsCode,
            "throw what says what is wrong, and say it in the message"),
    ];

    [TestCaseSource(nameof(Rules))]
    public void Files_OfRepository_Keep(SourceRule rule) => Assert.That(rule.Violations(), Is.Empty, $"{rule.Name}. help: {rule.Help}.");

    [Test]
    public void SourceFiles_OfRepository_AreShort()
    {
        IEnumerable<string> tooLong = from file in RepositoryFiles.EndingWith(s_sources)
                                      where !s_longFiles.Any(exception => exception.File.IsMatch(file))
                                      let lines = File.ReadLines(RepositoryFiles.FullPath(file)).Count()
                                      where lines > MaxLines
                                      select $"{file}: {lines}";
        Assert.That(tooLong, Is.Empty, $"Source files have at most {MaxLines} lines. help: split the file by ideas, or list it with a reason in {nameof(s_longFiles)}.");
    }

    [Test]
    public void LongFiles_AllowedByName_Exist()
    {
        IEnumerable<string> unused = s_longFiles.Where(exception => !RepositoryFiles.All.Any(file => exception.File.IsMatch(file))).Select(exception => exception.File.ToString());
        Assert.That(unused, Is.Empty, $"No file needs these exceptions of {nameof(s_longFiles)} any more.");
    }

    private static bool IsCode(string file) => file.EndsWith(".cs");

    /// <summary>Where the library stands on TorchSharp without <c>Peft.Core/Interop</c> in between.</summary>
    private static bool IsUnguarded(string file) => IsCode(file) && file.StartsWith("src/") && !file.StartsWith("src/Peft.Core/Interop/");

    private static bool IsText(string file) => !s_binary.Contains(Path.GetExtension(file));
}
