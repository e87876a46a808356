using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>LoKr's configuration: the fields of PEFT's <c>LoKrConfig</c>.</summary>
public sealed class LokrConfig : LycorisConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "LOKR";

    /// <summary>Factor w₁ into two matrices of rank r as well, if it is larger than that.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("decompose_both")]
    public bool DecomposeBoth { get; set; }

    /// <summary>The most rows and columns that w₁ may have; -1 for factors of nearly equal size.</summary>
    /// <value>Default: -1. Otherwise at least 1.</value>
    [JsonPropertyName("decompose_factor")]
    public int DecomposeFactor { get; set; } = -1;

    /// <summary>Whether <see cref="LycorisConfig.RankDropout"/> enlarges what it does not drop.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("rank_dropout_scale")]
    public bool RankDropoutScale { get; set; }

    /// <summary>Which factor is zero at the start.</summary>
    /// <value>Default: <see cref="LokrInit.Default"/>.</value>
    [JsonPropertyName("init_weights")]
    [JsonConverter(typeof(LokrInitConverter))]
    public LokrInit Init { get; set; }

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        base.Validate(failures);
        if (DecomposeFactor is not (-1 or > 0))
            failures.Add($"DecomposeFactor is {DecomposeFactor}; it must be -1, or at least 1.");
    }
}

/// <summary>How LoKr's factors start.</summary>
public enum LokrInit
{
    /// <summary>w₁ zero, w₂ random. PEFT's <c>true</c>.</summary>
    Default,

    /// <summary>w₂ zero, w₁ random. PEFT's <c>lycoris</c>.</summary>
    Lycoris,

    /// <summary>Both random, so that the layer starts changed: for tests. PEFT's <c>false</c>.</summary>
    Random,
}

internal sealed class LokrInitConverter : JsonConverter<LokrInit>
{
    private const string Lycoris = "lycoris";

    public override LokrInit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => LokrInit.Default,
        JsonTokenType.False => LokrInit.Random,
        JsonTokenType.String when reader.ValueTextEquals(Lycoris) => LokrInit.Lycoris,
        _ => throw new JsonException($"it must be true, false or {Lycoris}."),
    };

    public override void Write(Utf8JsonWriter writer, LokrInit value, JsonSerializerOptions options)
    {
        if (value == LokrInit.Lycoris)
            writer.WriteStringValue(Lycoris);
        else
            writer.WriteBooleanValue(value == LokrInit.Default);
    }
}
