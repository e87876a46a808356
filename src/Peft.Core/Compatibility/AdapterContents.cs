using System.Text.Json.Nodes;

namespace Peft;

/// <summary>What an adapter's files hold, by PEFT's names.</summary>
internal sealed class AdapterContents(PeftConfig config, IReadOnlyDictionary<string, IReadOnlyList<long>> shapes)
{
    // Values of init_lora_weights that change the base weights, which the runtime's are not.
    private static readonly string[] s_changesBase = ["pissa", "olora", "loftq", "corda", "lora_ga"];

    private static readonly string[] s_otherShapes = ["use_bdlora", "use_qalora"];

    private readonly JsonObject _fields = JsonNode.Parse(PeftConfigFile.ToJson(config))!.AsObject();

    internal string Method => config.PeftType;

    internal IReadOnlyDictionary<string, IReadOnlyList<long>> Shapes => shapes;

    /// <summary>The rank of LoRA; that of the factors of stacked experts is as many times higher.</summary>
    internal int Rank => (int?)_fields["r"] ?? 0;

    internal bool HasBaseModel => _fields["base_model_name_or_path"] is not null;

    /// <summary>Targeted parameters that are not the weight of a layer, such as those of all experts of a mixture.</summary>
    internal IEnumerable<string> OtherParameters =>
        (_fields["target_parameters"] as JsonArray ?? []).Select(name => name!.ToString()).Where(name => name.Split('.')[^1] != "weight");

    /// <summary>Whether a field has a value other than false, null, none or nothing at all.</summary>
    internal bool Has(string field) => _fields[field] switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonObject nested => nested.Count > 0,
        JsonValue value => value.ToString() is not ("" or "none" or "False" or "false"),
        _ => true,
    };

    /// <summary>Sentences for what every runtime but PEFT itself cannot do.</summary>
    internal IEnumerable<string> ForeignProblems()
    {
        if (Method != "LORA")
            yield return $"It takes LoRA only, and this is {Method}.";
        if (Has("use_dora"))
            yield return "It has no DoRA. Merge the adapter into the model instead.";
        if (Has("bias"))
            yield return "It takes no trained biases (Bias).";
        if (Has("modules_to_save"))
            yield return "It takes no modules that were trained whole (ModulesToSave).";
        if (Has("layer_replication"))
            yield return "It does not repeat layers (layer_replication).";
        foreach (string field in s_otherShapes.Where(Has))
            yield return $"It takes whole factors A and B, and those of {field} are stored in another form. Merge the adapter into the model instead.";
        if (_fields["init_lora_weights"]?.ToString() is { } init && s_changesBase.Any(word => init.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            yield return $"The adapter was initialised by '{init}', which changes the base weights, and is right on those only: save it with SaveAsPlainLora.";
        if (shapes.FirstOrDefault(t => t.Key.Contains(".lora_", StringComparison.Ordinal) && t.Value.Count > 2).Key is { } convolution)
            yield return $"It takes linear layers and embeddings only, and '{convolution}' is of a convolution.";
    }

    /// <summary>A sentence about parameters that a runtime cannot adapt.</summary>
    internal static string NotAdapted(string parameter) => $"It adapts layers only, and '{parameter}' (TargetParameters) is a parameter of a module that is none.";

    /// <summary>A sentence for the first tensor, if any, whose name a runtime does not know.</summary>
    internal IEnumerable<string> UnknownTensors(params string[] knownEnds) => shapes.Keys.Order(StringComparer.Ordinal)
        .Where(key => !knownEnds.Any(end => key.EndsWith(end, StringComparison.Ordinal)))
        .Take(1).Select(key => $"It knows no tensors such as '{key}'.");
}
