using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Peft.Adapters;
using Peft.Attachment;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft;

/// <summary>
/// What every adapter configuration has: which modules it is for and what <c>adapter_config.json</c> records beside the method's own
/// fields. Property names on disk are PEFT's; fields that this version does not know are kept and written back.
/// </summary>
public abstract class PeftConfig
{
    /// <summary>PEFT's name of the method, such as <c>LORA</c>.</summary>
    [JsonPropertyName("peft_type")]
    public abstract string PeftType { get; }

    /// <summary>PEFT's task type, such as <c>CAUSAL_LM</c> or <c>SEQ_CLS</c>; recorded, not interpreted.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("task_type")]
    public string? TaskType { get; set; }

    /// <summary>Where the base model came from.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("base_model_name_or_path")]
    public string? BaseModelNameOrPath { get; set; }

    /// <summary>The revision of the base model.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("revision")]
    public string? Revision { get; set; }

    /// <summary>The version of PEFT (or of this library) that wrote the file.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("peft_version")]
    public string? PeftVersion { get; set; }

    /// <summary>Whether the adapter was saved for inference; PEFT always writes true.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("inference_mode")]
    public bool InferenceMode { get; set; }

    /// <summary>The modules to adapt.</summary>
    /// <value>Default: null, which <see cref="Validate()"/> refuses.</value>
    [JsonPropertyName("target_modules")]
    public ModuleTargets? TargetModules { get; set; }

    /// <summary>Modules left alone although <see cref="TargetModules"/> names them.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("exclude_modules")]
    public ModuleTargets? ExcludeModules { get; set; }

    /// <summary>Only these layers of the stack, counted from 0.</summary>
    /// <value>Default: null, all layers.</value>
    [JsonPropertyName("layers_to_transform")]
    [JsonConverter(typeof(OneOrManyConverter<int>))]
    public IList<int>? LayersToTransform { get; set; }

    /// <summary>The names that precede a layer's number in paths, where it is not the usual one.</summary>
    /// <value>Default: null: any name.</value>
    [JsonPropertyName("layers_pattern")]
    [JsonConverter(typeof(OneOrManyConverter<string>))]
    public IList<string>? LayersPattern { get; set; }

    /// <summary>Modules that are trained whole and saved with the adapter, such as a new classification head.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("modules_to_save")]
    public IList<string>? ModulesToSave { get; set; }

    /// <summary>Whether adapters on layers of half precision are kept in single precision, as PEFT does; otherwise in the layer's own. Not stored in files.</summary>
    /// <value>Default: true.</value>
    [JsonIgnore]
    public bool AutocastAdapterDtype { get; set; } = true;

    /// <summary>Fields of the file that this version does not know; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>A sentence for each field of the file that looks like another one misspelt.</summary>
    [JsonIgnore]
    internal IReadOnlyList<string> Misspelt { get; set; } = [];

    /// <summary>Checks every field.</summary>
    /// <exception cref="PeftConfigException">Something is wrong; the message lists all of it.</exception>
    public void Validate()
    {
        var failures = new List<string>();
        Validate(failures);
        if (failures.Count > 0)
            throw new PeftConfigException(PeftType, failures);
    }

    /// <summary>Adds a sentence for everything that is wrong.</summary>
    /// <param name="failures">What was found so far.</param>
    protected virtual void Validate(ICollection<string> failures)
    {
        if (!MayHaveNoTargets && HasNoTargets)
            failures.Add("TargetModules is empty: name modules, as in TargetModules = [\"q_proj\", \"v_proj\"], or use ModuleTargets.AllLinear.");
        if (LayersToTransform is not null && LayersToTransform.Any(i => i < 0))
            failures.Add($"LayersToTransform is [{string.Join(", ", LayersToTransform)}]; layers are counted from 0.");
        if (LayersPattern is { Count: > 0 } && LayersToTransform is null)
            failures.Add("LayersPattern is set but LayersToTransform is not: say which layers, or remove LayersPattern.");
        CheckPatterns(failures);
    }

    private void CheckPatterns(ICollection<string> failures)
    {
        foreach (var (field, targets) in new[] { (nameof(TargetModules), TargetModules), (nameof(ExcludeModules), ExcludeModules) })
        {
            if (targets?.Pattern is { } pattern && PathPatterns.ProblemOf(pattern) is { } problem)
                failures.Add($"{field}: {problem} A list of names is written as [\"q_proj\"], a pattern with * as ModuleTargets.Glob.");
        }
        foreach (var (field, patterns) in LayerPatterns.Append((nameof(LayersPattern), LayersPattern ?? [])))
        {
            foreach (string problem in patterns.Select(PathPatterns.ProblemOf).OfType<string>())
                failures.Add($"{field}: {problem}");
        }
    }

    /// <summary>Adds a sentence for each of <see cref="UninterpretedDefaults"/> that a file has with another value.</summary>
    /// <param name="failures">What was found so far.</param>
    /// <param name="harmless">Fields that may have any value.</param>
    internal protected void RefuseUninterpreted(ICollection<string> failures, IReadOnlyCollection<string> harmless)
    {
        foreach (var (name, value) in ExtensionData.Where(f => UninterpretedDefaults.ContainsKey(f.Key) && !harmless.Contains(f.Key)))
        {
            if (!IsUnset(value) && !JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), UninterpretedDefaults[name]))
                failures.Add($"{name} is {value.GetRawText()}, which this version does not support; only {UninterpretedDefaults[name]?.ToJsonString() ?? "null"} is.");
        }
    }

    private static bool IsUnset(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    /// <summary>Settings that differ between layers: the fields and the patterns that choose the layers, so that one which chooses none is reported.</summary>
    [JsonIgnore]
    internal protected virtual IEnumerable<(string Field, IEnumerable<string> Patterns)> LayerPatterns => [];

    /// <summary>The configuration that a file has beside <see cref="Peft.Adapters.Adapter.TensorsToSave"/>: this one, or a changed copy.</summary>
    internal protected virtual PeftConfig ToSave() => this;

    /// <summary>The layers that the model's stack is to be made of, in order; null for those it has. See <see cref="Peft.Attachment.ILayerStack"/>.</summary>
    [JsonIgnore]
    internal protected virtual IReadOnlyList<int>? LayerOrder => null;

    /// <summary>Whether <see cref="TargetModules"/> may be empty, since the adapter acts elsewhere.</summary>
    [JsonIgnore]
    protected internal virtual bool MayHaveNoTargets => false;

    /// <summary>Whether <see cref="TargetModules"/> names nothing.</summary>
    [JsonIgnore]
    internal bool HasNoTargets => TargetModules is null || TargetModules is { Pattern: null, Predicate: null, ModuleNames.Count: 0 };

    /// <summary>The names of the model's adapters that this one is made of; none for most methods. Without <see cref="TargetModules"/> it is where they are.</summary>
    [JsonIgnore]
    internal protected virtual IReadOnlyList<string> UsedAdapters => [];

    /// <summary>Whether <see cref="UsedAdapters"/> are trained with this one; otherwise they are frozen.</summary>
    [JsonIgnore]
    internal protected virtual bool TrainsUsedAdapters => false;

    /// <summary>Whether layers that share a weight go on sharing it: what the adapter changes or trains at one of them, it does at all.</summary>
    [JsonIgnore]
    internal protected virtual bool TiesWeights => false;

    /// <summary>Whether it is an error that there is nothing to tie.</summary>
    [JsonIgnore]
    internal virtual bool NeedsTies => TiesWeights;

    /// <summary>Whether files have the weights of targeted embeddings and output layers, as PEFT's do; not those of a method that trains such weights itself.</summary>
    [JsonIgnore]
    internal virtual bool SavesVocabulary => true;

    /// <summary>Whether linear layers that are neither TorchSharp's nor an <c>ITransposedLinear</c> store their weight as (in, out); PEFT's <c>fan_in_fan_out</c>.</summary>
    [JsonIgnore]
    internal protected virtual bool StoresTransposed => false;

    /// <summary>The element type of an adapter's parameters.</summary>
    /// <param name="layer">The layer that is adapted.</param>
    public ScalarType AdapterType(BaseLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var type = layer.WeightType;
        return type == ScalarType.Float64 || (!AutocastAdapterDtype && is_floating_point(type)) ? type : ScalarType.Float32;
    }

    /// <summary>
    /// Which parameters of the model itself are trained with the adapter (as copies that stand in their places while it acts) and stored in its file, beside those of
    /// <see cref="ModulesToSave"/>; for methods that train some of them, such as biases.
    /// </summary>
    /// <param name="path">The path of the module that has the parameter.</param>
    /// <param name="name">The parameter's name there.</param>
    /// <param name="adapted">Whether the module is one that the adapter is attached to.</param>
    /// <returns>The parameter's name in the file, after <c>base_model.model.</c>; null if it is not trained.</returns>
    internal protected virtual string? KeyOfTrained(string path, string name, bool adapted) => null;

    /// <summary>What <see cref="KeyOfTrained"/> gives where biases are trained.</summary>
    internal static string? KeyOfBias(TrainedBiases biases, string path, string name, bool adapted) =>
        name == "bias" && (biases == TrainedBiases.All || (biases == TrainedBiases.AdaptedLayers && adapted)) ? $"{path}.{(adapted ? "base_layer." : "")}{name}".TrimStart('.') : null;

    /// <summary>Fields above that PEFT's files of this method do not have: they are written only if they are set.</summary>
    [JsonIgnore]
    internal protected virtual IReadOnlyList<string> FieldsNotInFiles => [];

    /// <summary>What a file has is about to be loaded: for methods whose tensors have shapes that the configuration alone does not tell.</summary>
    /// <param name="shapes">The shapes of the file's tensors by their keys.</param>
    internal protected virtual void OnLoad(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes)
    {
    }

    /// <summary>
    /// The method-independent fields of PEFT's file that this version does not interpret, with the value PEFT writes by default; a
    /// configuration made here writes them too, so that its file has the same fields as Python's.
    /// </summary>
    [JsonIgnore]
    internal protected virtual IReadOnlyDictionary<string, JsonNode?> UninterpretedDefaults { get; } = new Dictionary<string, JsonNode?> { ["auto_mapping"] = null };
}
