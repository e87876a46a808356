using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Peft.Checkpoints;

namespace Peft.Transformers;

/// <summary>Reads and writes a Llama model's <c>config.json</c>. transformers 5 renamed three fields; both names are read and written.</summary>
internal static class LlamaConfigFile
{
    private const string FileName = "config.json";
    private const string Rope = "rope_parameters", RopeTheta = "rope_theta", RopeScaling = "rope_scaling", RopeType = "rope_type", OldRopeType = "type";
    private const string Dtype = "dtype", OldDtype = "torch_dtype";

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public static LlamaConfig Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new PeftConfigException(path, ["there is no such file."], "Give the folder that a Hugging Face model was saved to.");
        try
        {
            var fields = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new PeftConfigException(path, ["it is not a JSON object."]);
            Rename(fields, OldDtype, Dtype);
            TakeOldRope(fields);
            var config = fields.Deserialize<LlamaConfig>(s_options)!;
            config.Validate(path);
            return config;
        }
        catch (JsonException e)
        {
            throw new PeftConfigException(path, [$"{e.Path ?? "it"} is not what is expected there: {e.Message}"]);
        }
    }

    public static void Write(LlamaConfig config, string folder)
    {
        config.Validate();
        var fields = JsonSerializer.SerializeToNode(config, s_options)!.AsObject();
        fields[RopeTheta] = config.RopeParameters.RopeTheta;
        if (config.RopeParameters.RopeType != "default")
            fields[RopeScaling] = fields[Rope]!.DeepClone();
        if (config.Dtype is not null)
            fields[OldDtype] = config.Dtype;
        var sorted = new JsonObject(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone())));
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), sorted.ToJsonString(s_options) + "\n");
    }

    private static void TakeOldRope(JsonObject fields)
    {
        var rope = fields[Rope] as JsonObject ?? fields[RopeScaling] as JsonObject ?? [];
        rope = rope.DeepClone().AsObject();
        Rename(rope, OldRopeType, RopeType);
        if (!rope.ContainsKey(RopeTheta) && fields[RopeTheta] is { } theta)
            rope[RopeTheta] = theta.DeepClone();
        fields.Remove(RopeTheta);
        fields.Remove(RopeScaling);
        fields[Rope] = rope;
    }

    private static void Rename(JsonObject fields, string from, string to)
    {
        if (fields.Remove(from, out var value) && fields[to] is null)
            fields[to] = value;
    }
}
