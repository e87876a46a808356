using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Peft.Checkpoints;

namespace Peft.Transformers;

/// <summary>Reads and writes <c>config.json</c>. Where transformers renamed a field, both names are read and written.</summary>
internal static class ConfigFile
{
    private const string FileName = "config.json";
    private const string Dtype = "dtype", OldDtype = "torch_dtype";

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <param name="folder">The folder that has the file.</param>
    /// <param name="takeOlderFields">Gives fields of earlier versions their present names.</param>
    /// <exception cref="PeftConfigException">There is no such file, or it is not that of a model that this library can make.</exception>
    public static TConfig Read<TConfig>(string folder, Action<JsonObject>? takeOlderFields = null)
        where TConfig : ModelConfig
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new PeftConfigException(path, ["there is no such file."], "Give the folder that a Hugging Face model was saved to; nothing is downloaded.");
        try
        {
            var fields = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new PeftConfigException(path, ["it is not a JSON object."], PeftConfigException.DamagedFile);
            Rename(fields, OldDtype, Dtype);
            takeOlderFields?.Invoke(fields);
            var config = fields.Deserialize<TConfig>(s_options)!;
            config.Validate(path);
            return config;
        }
        catch (JsonException e)
        {
            throw PeftConfigException.Unreadable(path, e);
        }
    }

    /// <param name="config">The configuration.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="addOlderFields">Adds fields that earlier versions need.</param>
    public static void Write(ModelConfig config, string folder, Action<JsonObject> addOlderFields)
    {
        config.Validate();
        var fields = JsonSerializer.SerializeToNode(config, config.GetType(), s_options)!.AsObject();
        addOlderFields(fields);
        if (config.Dtype is not null)
            fields[OldDtype] = config.Dtype;
        var sorted = new JsonObject(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), sorted.ToJsonString(s_options) + "\n");
    }

    public static void Rename(JsonObject fields, string from, string to)
    {
        if (fields.Remove(from, out var value) && fields[to] is null)
            fields[to] = value;
    }
}
