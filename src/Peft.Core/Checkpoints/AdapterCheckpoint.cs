using static TorchSharp.torch;

namespace Peft.Checkpoints;

/// <summary>The tensors of an adapter as Hugging Face PEFT stores them, with a strict account of keys and shapes.</summary>
internal static class AdapterCheckpoint
{
    internal const string FileName = "adapter_model.safetensors";

    /// <summary>Stands before a layer's path in every key.</summary>
    internal const string Prefix = "base_model.model.";

    /// <summary>Stands before the names of what all layers share.</summary>
    internal const string SharedPrefix = "base_model.";

    /// <summary>Stands after a layer's path in the key of the layer's own weight.</summary>
    internal const string BaseWeight = ".base_layer.weight";

    private const int MostNamed = 3;

    // PEFT's names of the layers whose size follows the vocabulary.
    private static readonly string[] s_vocabularyLayers = ["embed_tokens", "lm_head"];
    private static readonly Dictionary<string, string> s_metadata = new() { ["format"] = "pt" };

    internal static SafetensorsFile Open(string path) =>
        File.Exists(path) ? SafetensorsFile.Open(path)
        : throw new CheckpointFormatException(path, "there is no such file.", File.Exists(Path.ChangeExtension(path, ".bin"))
            ? "The folder has adapter_model.bin, which only Python can read; save it there again with safe_serialization=True."
            : "Give the folder that PEFT's save_pretrained (or SaveAdapter) wrote.");

    /// <summary>
    /// Whether the layer's own weight goes into the file: PEFT stores that of embeddings and output heads which are targets by name, as their vocabulary
    /// may have been extended.
    /// </summary>
    internal static bool IncludesBase(string path, PeftConfig config) => config.SavesVocabulary && s_vocabularyLayers.Any(name => Attachment.TargetMatcher.IsNamed(path, name)
        && (config.TargetModules!.Contains(name) || (config.TiesWeights && s_vocabularyLayers.Any(tied => config.TargetModules!.Contains(tied)))));

    internal static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors) => SafetensorsFile.Save(path, tensors, s_metadata);

    /// <summary>Accounts for every key and every shape that a file, or what else holds an adapter, has.</summary>
    internal static LoadReport Compare(IReadOnlyDictionary<string, IReadOnlyList<long>> found, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyList<string> warnings)
    {
        var shared = tensors.Where(t => found.ContainsKey(t.Key)).ToLookup(t => found[t.Key].SequenceEqual(t.Value.shape));
        return new LoadReport(
            [.. shared[true].Select(t => t.Key)],
            [.. tensors.Keys.Where(k => !found.ContainsKey(k))],
            [.. found.Keys.Where(k => !tensors.ContainsKey(k))],
            [.. shared[false].Select(t => new MisshapenTensor(t.Key, [.. found[t.Key]], t.Value.shape))],
            warnings);
    }

    /// <exception cref="CheckpointFormatException">Some key or shape does not fit.</exception>
    internal static void RequireAll(string source, LoadReport report)
    {
        RequireKeys(source, report);
        if (report.Misshapen is [var first, ..])
        {
            throw new CheckpointFormatException(
                source,
                $"the tensor has shape [{string.Join(", ", first.Found)}], but this adapter on this model needs [{string.Join(", ", first.Expected)}].",
                "Check that the base model and the rank in adapter_config.json are those that the adapter was trained with.",
                first.Key);
        }
    }

    /// <summary>Reads tensors of the file into those of the adapter; the model's own last and each as a whole, so that a file that cannot be read leaves them as they were.</summary>
    internal static void Read(SafetensorsFile file, IReadOnlyDictionary<string, Tensor> tensors, IEnumerable<string> keys)
    {
        var own = keys.ToLookup(key => key.EndsWith(BaseWeight, StringComparison.Ordinal));
        foreach (string key in own[false])
            file.ReadInto(key, tensors[key]);
        using var _ = no_grad();
        foreach (string key in own[true])
        {
            using var value = file.Read(key);
            tensors[key].copy_(value);
        }
    }

    private static void RequireKeys(string source, LoadReport report)
    {
        var (missing, unexpected) = (report.Missing, report.Unexpected);
        if (missing.Count == 0 && unexpected.Count == 0)
            return;
        var problems = new List<string>();
        if (missing.Count > 0)
            problems.Add($"it lacks {missing.Count} of the {missing.Count + report.Loaded.Count + report.Misshapen.Count} tensors that this adapter needs: {Name(missing)}");
        if (unexpected.Count > 0)
            problems.Add($"it has {unexpected.Count} that belong to nothing in this model: {Name(unexpected)}");
        string help = missing.Count > 0 && unexpected.Count > 0
            ? $"'{unexpected[0]}' may stand for '{NearestNames.Of(unexpected[0], missing, 1)[0]}'; check that the base model is the one the adapter was trained on."
            : "Check that the base model and adapter_config.json are those that the adapter was trained with.";
        throw new CheckpointFormatException(source, string.Join("; ", problems) + ".", help, (missing.Count > 0 ? missing : unexpected)[0]);
    }

    private static string Name(IReadOnlyList<string> keys) =>
        string.Join(", ", keys.Take(MostNamed).Select(k => $"'{k}'")) + (keys.Count > MostNamed ? $" and {keys.Count - MostNamed} more" : "");
}
