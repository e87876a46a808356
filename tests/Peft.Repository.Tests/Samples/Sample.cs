using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Peft.Repository.Tests.Samples;

/// <summary>A block of C# in a document; blocks that are marked <c>csharp excerpt</c> are parts of something larger and no samples.</summary>
/// <param name="Document">The document's path.</param>
/// <param name="Line">The line on which the code begins, counted from 1.</param>
/// <param name="Code">The code.</param>
internal sealed partial record Sample(string Document, int Line, string Code)
{
    /// <summary>What a program that uses TorchSharp has anyway: the SDK's implicit usings and TorchSharp's own, and the names that samples do not declare.</summary>
    private const string Presumed = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using TorchSharp;
        global using TorchSharp.Modules;
        global using static TorchSharp.torch;
        global using static TorchSharp.torch.nn;
        global using static Peft.Repository.Tests.Samples.Names;
        """;

    // A cell of a table may be an expression whose value is the point.
    private const string ValueAsStatement = "CS0201";

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);

    private static readonly Lazy<IReadOnlyList<MetadataReference>> s_references = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(typeof(Names).Assembly.Location).Distinct().Select(path => MetadataReference.CreateFromFile(path))]);

    [GeneratedRegex(@"^```csharp[ \t]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| Python \| here \|\n\|.*\n((?:\|.*\n)+)", RegexOptions.Multiline)]
    private static partial Regex PythonTable();

    [GeneratedRegex(@"^\|(?:[^|`]|`[^`]*`)*\| `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex SecondCell();

    /// <summary>The code in the right column of a document's tables <c>Python | here</c>, each cell a statement in a program that uses every namespace.</summary>
    public static IReadOnlyList<Sample> InTables(string document)
    {
        string text = RepositoryFiles.Read(document).ReplaceLineEndings("\n");
        return [.. PythonTable().Matches(text).SelectMany(table => SecondCell().Matches(table.Groups[1].Value)
            .Select(cell => new Sample(document, text.AsSpan(0, table.Groups[1].Index + cell.Index).Count('\n') + 1, cell.Groups[1].Value + ";")))];
    }

    /// <summary>The samples of a document.</summary>
    public static IReadOnlyList<Sample> In(string document)
    {
        string text = RepositoryFiles.Read(document).ReplaceLineEndings("\n");
        return [.. Block().Matches(text).Select(block => new Sample(document, text.AsSpan(0, block.Groups[1].Index).Count('\n') + 1, block.Groups[1].Value))];
    }

    /// <summary>Compiles the code as a program of its own.</summary>
    /// <param name="usings">Using directives that it may do without, as an earlier sample of the document has them.</param>
    /// <returns>What is wrong with it, with the document's lines.</returns>
    public IEnumerable<string> Errors(IEnumerable<string> usings)
    {
        var program = CSharpSyntaxTree.ParseText($"#line {Line} \"{Document}\"\n{Code}", s_language);
        string header = $"{Presumed}\n{string.Concat(usings.Select(line => $"global {line}\n"))}";
        var kind = program.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any() ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var compilation = CSharpCompilation.Create(
            "Sample", [program, CSharpSyntaxTree.ParseText(header, s_language)], s_references.Value, new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));
        return compilation.GetDiagnostics().Where(found => found is { Severity: DiagnosticSeverity.Error, Id: not ValueAsStatement }).Select(Describe);
    }

    /// <summary>The using directives of the code.</summary>
    public IEnumerable<string> Usings => CSharpSyntaxTree.ParseText(Code, s_language).GetCompilationUnitRoot().Usings.Select(line => line.ToString());

    private static string Describe(Diagnostic error) =>
        $"{error.Location.GetMappedLineSpan().Path}:{error.Location.GetMappedLineSpan().StartLinePosition.Line + 1}: {error.GetMessage()}";
}
