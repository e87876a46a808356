using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peft.Checkpoints;

namespace Peft.Quantization;

/// <summary>The <c>config.json</c> of a model, to which is added how its weights are quantised; there may be none.</summary>
internal sealed class QuantizedConfig
{
    private const string FileName = "config.json", Field = "quantization_config", Kind = "model_type";

    // Their linear layers store the weight as (in, out).
    private static readonly string[] s_transposed = ["gpt2", "openai-gpt", "imagegpt", "decision_transformer"];
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject? _fields;

    private QuantizedConfig(JsonObject? fields) => _fields = fields;

    /// <exception cref="QuantizationException">The model is quantised already, or of a kind whose weights are stored in another way.</exception>
    /// <exception cref="PeftConfigException">The file is not a JSON object.</exception>
    internal static QuantizedConfig Open(string folder)
    {
        string path = Path.Combine(folder, FileName);
        var fields = File.Exists(path) ? Parse(path) : null;
        if (fields?[Field] is not null)
            throw new QuantizationException($"{path} has a {Field}: the model is quantised already.", "Give the model that was quantised.");
        if ((fields?[Kind] as JsonValue)?.TryGetValue(out string? kind) == true && s_transposed.Contains(kind))
            throw new QuantizationException($"{path} is of a model of type '{kind}', which stores the weights of linear layers as (in, out).", "Load the model, call Quantize, and save it.");
        return new QuantizedConfig(fields);
    }

    internal void Write(string folder, QuantizationOptions options, IReadOnlyList<string> skipped)
    {
        if (_fields is null)
            return;
        var described = JsonSerializer.SerializeToNode(options)!.AsObject();
        described[QuantizationOptionsConverter.Skip] = skipped.Count == 0 ? null : new JsonArray([.. skipped.Select(name => JsonValue.Create(name))]);
        _fields[Field] = described;
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), _fields.ToJsonString(s_options) + "\n");
    }

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
