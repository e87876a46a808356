using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Peft.Adapters;
using Peft.Checkpoints;

namespace Peft;

/// <summary>Reads and writes <c>adapter_config.json</c> as Hugging Face PEFT does: keys sorted at every level, two spaces, every field of the method.</summary>
public static class PeftConfigFile
{
    /// <summary>The file's name in an adapter's folder.</summary>
    public const string FileName = "adapter_config.json";

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new TargetsConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Reads the configuration in an adapter's folder.</summary>
    /// <param name="folder">The folder that holds <c>adapter_config.json</c>.</param>
    /// <param name="strict">Whether a field that looks like another one misspelt is an error; otherwise it is kept like other unknown fields.</param>
    /// <exception cref="PeftConfigException">The file is missing, is not JSON, or is of an unknown method.</exception>
    public static PeftConfig Read(string folder, bool strict = true)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new PeftConfigException(path, ["there is no such file."], "Give the folder that PEFT's save_pretrained (or SaveAdapter) wrote.");
        return Parse(File.ReadAllText(path), path, strict);
    }

    /// <summary>Reads a configuration from the text of an <c>adapter_config.json</c>.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <param name="strict">Whether a field that looks like another one misspelt is an error; otherwise it is kept like other unknown fields.</param>
    /// <exception cref="PeftConfigException">The text is not such a file, or is of an unknown method.</exception>
    public static PeftConfig Parse(string json, string source = FileName, bool strict = true)
    {
        var root = ParseObject(json, source);
        if (root["peft_type"] is not JsonValue word || !word.TryGetValue(out string? name))
            throw new PeftConfigException(source, ["it has no peft_type, so its method is unknown."], "Write the method there, such as \"peft_type\": \"LORA\"; PEFT always does.");
        var config = Deserialize(root, AdapterMethod.Find(name).ConfigType, source);
        config.ExtensionData.Remove("peft_type");
        config.Misspelt = ConfigFields.FindMisspelt(config, root);
        return strict && config.Misspelt.Count > 0
            ? throw new PeftConfigException(source, config.Misspelt, "Correct the name, or remove the field.")
            : config;
    }

    private static JsonObject ParseObject(string json, string source)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new PeftConfigException(source, ["it is not a JSON object."], PeftConfigException.DamagedFile);
        }
        catch (JsonException e)
        {
            throw PeftConfigException.Unreadable(source, e);
        }
    }

    private static PeftConfig Deserialize(JsonObject root, Type type, string source)
    {
        try
        {
            var config = (PeftConfig)root.Deserialize(type, s_options)!;
            if (!ConfigFields.HasNulls(type, root))
                return config;
        }
        catch (JsonException)
        {
            // Which fields it is about, and what they should be, is said below.
        }
        throw new PeftConfigException(source, ConfigFields.FindUnreadable(type, root, s_options), PeftConfigException.DamagedFile);
    }

    /// <summary>The text of a configuration's file.</summary>
    /// <param name="config">The configuration.</param>
    public static string ToJson(PeftConfig config)
    {
        var fields = JsonSerializer.SerializeToNode(config, config.GetType(), s_options)!.AsObject();
        foreach (var (name, value) in config.UninterpretedDefaults)
        {
            if (!fields.ContainsKey(name))
                fields[name] = value?.DeepClone();
        }
        foreach (string name in config.FieldsNotInFiles.Where(name => fields[name] is null))
            fields.Remove(name);
        return Sorted(fields)!.ToJsonString(s_options);
    }

    // Python sorts the keys of nested objects too.
    private static JsonNode? Sorted(JsonNode? node) => node is JsonObject fields
        ? new JsonObject(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, Sorted(f.Value))))
        : node?.DeepClone();

    /// <summary>Writes the configuration into an adapter's folder, atomically.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="folder">An existing folder.</param>
    public static void Write(PeftConfig config, string folder) => AtomicFile.WriteAllText(Path.Combine(folder, FileName), ToJson(config));

    private sealed class TargetsConverter : JsonConverter<ModuleTargets>
    {
        public override ModuleTargets? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return reader.GetString() is { Length: > 0 } pattern ? ModuleTargets.Regex(pattern) : throw new JsonException("an empty text names no modules.");
            return ModuleTargets.Names(JsonSerializer.Deserialize<string[]>(ref reader, options));
        }

        public override void Write(Utf8JsonWriter writer, ModuleTargets value, JsonSerializerOptions options)
        {
            if (value.Predicate is not null)
                throw new PeftConfigException(FileName, ["modules are chosen by a condition, which a file cannot have."], "Attach the adapter first: its configuration then has the list of their paths.");
            if (value.Pattern is not null)
                writer.WriteStringValue(value.Pattern);
            else
                JsonSerializer.Serialize(writer, value.ModuleNames, options);
        }
    }
}
