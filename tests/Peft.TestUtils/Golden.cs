using System.Text.Json;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.TestUtils;

/// <summary>
/// The reference vectors: results of the Python libraries, in one folder per case. The folder is that of the environment variable PEFT_GOLDEN (from the repository's root)
/// if it is set, else shared/golden beside the repository if it is there, else the subset in tests/fixtures/golden.
/// </summary>
public static class Golden
{
    private const string Manifest = "manifest.json";

    private static readonly Lazy<string> s_root = new(FindRoot);
    private static readonly Lazy<GoldenCase[]> s_cases = new(ReadManifest);

    /// <summary>Whether the environment chose the vectors, rather than the project.</summary>
    public static bool IsChosen => Environment.GetEnvironmentVariable("PEFT_GOLDEN") is not null;

    /// <summary>The folder of the reference vectors.</summary>
    public static string Root => s_root.Value;

    /// <summary>The cases of a kind (<c>peft</c>, <c>models</c>, <c>optim</c>, ...), in the manifest's order; at least one.</summary>
    public static IReadOnlyList<GoldenCase> Cases(string kind)
    {
        GoldenCase[] cases = [.. s_cases.Value.Where(c => c.Folder == kind || c.Folder.StartsWith(kind + "/", StringComparison.Ordinal))];
        return cases.Length > 0 ? cases : throw new InvalidOperationException(
            $"{Root} has no '{kind}' cases; it has {string.Join(", ", s_cases.Value.Select(c => c.Folder.Split('/')[0]).Distinct())}.");
    }

    /// <summary>One case by its id, for example <c>lora_plain</c>.</summary>
    public static GoldenCase Case(string kind, string id) => Cases(kind).SingleOrDefault(c => c.Id == id) ?? throw new InvalidOperationException(
        $"{Root} has no '{kind}' case '{id}'; it has {string.Join(", ", Cases(kind).Select(c => c.Id))}.");

    /// <summary>The full path of a file or folder, given relative to <see cref="Root"/>.</summary>
    public static string FullPath(string path) => Path.Combine(Root, path);

    /// <summary>All tensors of a safetensors file, given relative to <see cref="Root"/>.</summary>
    public static Dictionary<string, Tensor> Tensors(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(FullPath(path));
        return file.ReadAll();
    }

    private static string FindRoot()
    {
        string[] candidates = Environment.GetEnvironmentVariable("PEFT_GOLDEN") is string chosen
            ? [Path.Combine(Repository.Root, chosen)]
            : [Path.Combine(Repository.Root, "..", "shared", "golden"), Repository.Fixture("golden")];
        return Path.GetFullPath(candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, Manifest)))
            ?? throw new InvalidOperationException($"No reference vectors: {string.Join(" and ", candidates)} have no {Manifest}."));
    }

    private static GoldenCase[] ReadManifest()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(FullPath(Manifest)));
        return [.. manifest.RootElement.GetProperty("cases").EnumerateArray().Select(entry => new GoldenCase(
            entry.GetProperty("id").GetString()!.Split('/')[^1], entry.GetProperty("dir").GetString()!, entry.GetProperty("what").GetString()!))];
    }
}
