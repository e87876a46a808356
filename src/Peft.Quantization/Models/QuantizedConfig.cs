using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The <c>config.json</c> of a model, to which is added how its weights are quantised; there may be none.</summary>
internal sealed class QuantizedConfig
{
    private const string FileName = "config.json", Field = "quantization_config", Kind = "model_type";

    // Their linear layers store the weight as (in, out).
    private static readonly string[] s_transposed = ["gpt2", "openai-gpt", "imagegpt", "decision_transformer"];

    // The second is the newer name.
    private static readonly string[] s_typeFields = ["torch_dtype", "dtype"];
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject? _fields;

    private QuantizedConfig(JsonObject? fields) => _fields = fields;

    /// <exception cref="QuantizationException">The model is quantised already, or of a kind whose weights are stored in another way.</exception>
    /// <exception cref="PeftConfigException">The file is not a JSON object.</exception>
    internal static QuantizedConfig Open(string folder)
    {
        var config = Open(folder, "Load the model, call Quantize, and save it.");
        return config._fields?[Field] is null ? config : throw new QuantizationException($"{FileName} has a {Field}: the model is quantised already.", "Give the model that was quantised; if its weights are plain ones, remove the field.");
    }

    /// <summary>The configuration of a quantised model.</summary>
    /// <exception cref="QuantizationException">The model is of a kind whose weights are stored in another way when they are not quantised.</exception>
    /// <exception cref="PeftConfigException">The file is not a JSON object.</exception>
    internal static QuantizedConfig OpenQuantized(string folder) => Open(folder, "Load the model, call Dequantize, and save it.");

    /// <summary>The type of the model's weights before they were quantised.</summary>
    internal ScalarType Type => s_typeFields.Select(f => _fields?[f] is JsonValue value && value.TryGetValue(out string? name) ? FloatTypes.Find(name) : null).FirstOrDefault(t => t is not null) ?? ScalarType.Float16;

    /// <summary>Has a folder's configuration no longer say that the weights are quantised.</summary>
    internal static void Remove(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (File.Exists(path) && Parse(path) is var fields && fields.Remove(Field))
            AtomicFile.WriteAllText(path, Text(fields));
    }

    internal void Write(string folder, QuantizationOptions options, IReadOnlyList<string> skipped)
    {
        if (_fields is null)
            return;
        var described = JsonSerializer.SerializeToNode(options)!.AsObject();
        described[QuantizationOptionsConverter.Skip] = skipped.Count == 0 ? null : new JsonArray([.. skipped.Select(name => JsonValue.Create(name))]);
        _fields[Field] = described;
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), Text(_fields));
    }

    private static QuantizedConfig Open(string folder, string help)
    {
        string path = Path.Combine(folder, FileName);
        var fields = File.Exists(path) ? Parse(path) : null;
        return (fields?[Kind] as JsonValue)?.TryGetValue(out string? kind) == true && s_transposed.Contains(kind)
            ? throw new QuantizationException($"{path} is of a model of type '{kind}', which stores the weights of linear layers as (in, out).", help)
            : new QuantizedConfig(fields);
    }

    private static string Text(JsonObject fields) => fields.ToJsonString(s_options) + "\n";

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new PeftConfigException(path, ["it is not a JSON object."]);
        }
        catch (JsonException e)
        {
            throw new PeftConfigException(path, [$"it is not JSON: {e.Message}"]);
        }
    }
}
