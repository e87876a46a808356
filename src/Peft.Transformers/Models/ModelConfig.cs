using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Peft.Quantization;
using Peft.Transformers.Layers;

namespace Peft.Transformers;

/// <summary>
/// The shape of a model: Hugging Face's <c>config.json</c>, whose names these are. Files of transformers 5 and of earlier versions are read;
/// fields that this version does not know are kept and written back.
/// </summary>
public abstract class ModelConfig
{
    private readonly string _modelType;

    private protected ModelConfig(string modelType, string architecture) => (_modelType, ModelType, Architectures) = (modelType, modelType, [architecture]);

    /// <summary>The classes that Hugging Face loads the model with.</summary>
    public IReadOnlyList<string> Architectures { get; set; }

    /// <summary>The architecture; each class accepts its own.</summary>
    public string ModelType { get; set; }

    /// <summary>The token that begins a sequence; null if there is none.</summary>
    public int? BosTokenId { get; set; }

    /// <summary>The tokens that end a sequence; a file may have one number instead of a list.</summary>
    [JsonConverter(typeof(TokenIdsConverter))]
    public IReadOnlyList<int> EosTokenId { get; set; } = [];

    /// <summary>The token that fills up shorter sequences of a batch; null if there is none.</summary>
    public int? PadTokenId { get; set; }

    /// <summary>The type in which the weights are stored, as Python names it (<c>float32</c>, <c>bfloat16</c>, <c>float16</c>); recorded, not interpreted.</summary>
    /// <value>Default: null.</value>
    public string? Dtype { get; set; }

    /// <summary>How the weights are quantised, where they are; bitsandbytes' forms are known.</summary>
    /// <value>Default: null.</value>
    public QuantizationOptions? QuantizationConfig { get; set; }

    /// <summary>Fields that this version does not know; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>Writes <c>config.json</c>, in a form that all versions of transformers read.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <exception cref="PeftConfigException">The configuration is not valid.</exception>
    public void Save(string folder) => ConfigFile.Write(this, folder, AddOlderFields);

    /// <summary>Checks every field.</summary>
    /// <exception cref="PeftConfigException">Something is wrong; the message lists all of it.</exception>
    public void Validate() => Validate(_modelType);

    internal void Validate(string subject)
    {
        var failures = new List<string>();
        Check(failures);
        if (ModelType != _modelType && !OtherModelTypes.Contains(ModelType))
            failures.Add($"model_type is \"{ModelType}\", not {string.Join(" or ", OtherModelTypes.Prepend(_modelType).Select(type => $"\"{type}\""))}; {ClassFor(ModelType)}.");
        if (failures.Count > 0)
            throw new PeftConfigException(subject, failures);
    }

    private static string ClassFor(string modelType) => modelType switch
    {
        "llama" or "mistral" => $"load it with {nameof(LlamaForCausalLM)}",
        "gpt2" => $"load it with {nameof(Gpt2LMHeadModel)}",
        "bert" => $"load it with {nameof(BertForSequenceClassification)}",
        "roberta" => $"load it with {nameof(RobertaForSequenceClassification)}",
        "t5" => $"load it with {nameof(T5ForConditionalGeneration)}",
        _ => "there are classes for llama, mistral, gpt2, bert, roberta and t5",
    };

    /// <summary>Architectures that differ from this one in name only.</summary>
    private protected virtual IReadOnlyList<string> OtherModelTypes => [];

    /// <summary>Adds a sentence for everything that is wrong.</summary>
    private protected abstract void Check(List<string> failures);

    /// <summary>Adds fields that earlier versions of transformers need.</summary>
    private protected virtual void AddOlderFields(JsonObject fields)
    {
    }

    private protected static void CheckPositive(List<string> failures, params (string Name, double Value)[] sizes) =>
        failures.AddRange(sizes.Where(s => s.Value <= 0).Select(s => $"{s.Name} is {s.Value} but has to be positive."));

    private protected static void CheckProbabilities(List<string> failures, params (string Name, double Value)[] probabilities) =>
        failures.AddRange(probabilities.Where(p => p.Value is not (>= 0 and < 1)).Select(p => $"{p.Name} is {p.Value} but has to be in [0, 1)."));

    private protected static void CheckActivation(List<string> failures, string name, string activation)
    {
        if (!Activations.Names.Contains(activation))
            failures.Add($"{name} is \"{activation}\"; known are {string.Join(", ", Activations.Names)}.");
    }

    private protected static void CheckMultiple(List<string> failures, (string Name, int Value) whole, (string Name, int Value) part)
    {
        if (part.Value > 0 && whole.Value % part.Value != 0)
            failures.Add($"{whole.Name} {whole.Value} is not a multiple of {part.Name} {part.Value}.");
    }
}
