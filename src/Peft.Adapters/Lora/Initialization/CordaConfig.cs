using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>The options of <see cref="LoraInit.Corda"/>; PEFT's <c>CordaConfig</c>. Its files for intermediate results are not used.</summary>
public sealed class CordaConfig
{
    /// <summary>Which part of the weight is trained.</summary>
    /// <value>Default: <see cref="CordaMethod.InstructionPreviewed"/>.</value>
    [JsonPropertyName("corda_method")]
    [JsonConverter(typeof(CordaMethodConverter))]
    public CordaMethod Method { get; set; }

    /// <summary>Fields of the file that this version does not interpret; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();
}

/// <summary>Which part of a weight CorDA trains.</summary>
public enum CordaMethod
{
    /// <summary>What acts most on the inputs of the new task: learns it fastest. PEFT's <c>"ipm"</c>.</summary>
    InstructionPreviewed,

    /// <summary>What acts least on inputs whose knowledge is to be kept: forgets least. PEFT's <c>"kpm"</c>.</summary>
    KnowledgePreserved,
}

internal sealed class CordaMethodConverter : JsonConverter<CordaMethod>
{
    private const string InstructionPreviewed = "ipm";
    private const string KnowledgePreserved = "kpm";

    public override CordaMethod Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() switch
    {
        InstructionPreviewed => CordaMethod.InstructionPreviewed,
        KnowledgePreserved => CordaMethod.KnowledgePreserved,
        string other => throw new JsonException($"corda_method is '{other}'; it must be {InstructionPreviewed} or {KnowledgePreserved}."),
        null => throw new JsonException($"corda_method is null; it must be {InstructionPreviewed} or {KnowledgePreserved}."),
    };

    public override void Write(Utf8JsonWriter writer, CordaMethod value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == CordaMethod.InstructionPreviewed ? InstructionPreviewed : KnowledgePreserved);
}
