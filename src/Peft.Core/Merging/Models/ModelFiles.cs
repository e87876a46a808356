using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>What a model's folder has beside the weights: configuration, tokenizer, templates.</summary>
internal static class ModelFiles
{
    private const string Configuration = "config.json";

    // Of the type of the weights; the second is the newer name.
    private static readonly string[] s_typeFields = ["torch_dtype", "dtype"];
    private static readonly string[] s_extensions = [".json", ".txt", ".model", ".jinja", ".tiktoken"];
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Copies them to another folder; a configuration that names the type of the weights gets <paramref name="type"/>, if one is given.</summary>
    internal static void Copy(string from, string to, ScalarType? type)
    {
        foreach (string file in Directory.EnumerateFiles(from).Where(IsDescription))
        {
            string copy = Path.Combine(to, Path.GetFileName(file));
            if (type is { } given && Path.GetFileName(file) == Configuration)
                AtomicFile.WriteAllText(copy, WithType(File.ReadAllText(file), given));
            else
                File.Copy(file, copy);
        }
    }

    private static bool IsDescription(string file) =>
        s_extensions.Contains(Path.GetExtension(file)) && !file.EndsWith(".index.json", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith('.');

    private static string WithType(string json, ScalarType type)
    {
        var configuration = JsonNode.Parse(json);
        foreach (string field in s_typeFields.Where(f => configuration?[f] is not null))
            configuration![field] = type.ToString().ToLowerInvariant();
        return configuration?.ToJsonString(s_indented) + "\n";
    }
}
