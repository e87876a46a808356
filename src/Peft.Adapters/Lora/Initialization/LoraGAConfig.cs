using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>The options of <see cref="LoraInit.LoraGA"/>; PEFT's <c>LoraGAConfig</c>.</summary>
public sealed class LoraGAConfig
{
    /// <summary>Which of the gradient's 2r first singular vectors go to A and which to B.</summary>
    /// <value>Default: <see cref="LoraGADirection.ArB2r"/>.</value>
    [JsonPropertyName("direction")]
    [JsonConverter(typeof(EnumNames<LoraGADirection>))]
    public LoraGADirection Direction { get; set; } = LoraGADirection.ArB2r;

    /// <summary>How long A and B are.</summary>
    /// <value>Default: <see cref="LoraGAScale.Stable"/>.</value>
    [JsonPropertyName("scale")]
    public LoraGAScale Scale { get; set; } = LoraGAScale.Stable;

    /// <summary>γ of <see cref="LoraGAScale.Stable"/>.</summary>
    /// <value>Default: 16. Greater than 0.</value>
    [JsonPropertyName("stable_gamma")]
    public double StableGamma { get; set; } = 16;

    /// <summary>Fields of the file that this version does not know; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    internal void Validate(ICollection<string> failures)
    {
        failures.RequirePositive(StableGamma, "LoraGA.StableGamma");
    }

    /// <summary>Enumeration members under their own names.</summary>
    private sealed class EnumNames<T>() : JsonStringEnumConverter<T>(null, allowIntegerValues: false)
        where T : struct, Enum;
}

/// <summary>Which of the gradient's first 2r singular vectors, counted from 0, go to A and which to B.</summary>
public enum LoraGADirection
{
    /// <summary>A the first r, B the second.</summary>
    ArB2r,

    /// <summary>A the second r, B the first.</summary>
    A2rBr,

    /// <summary>A those of odd number, B those of even number.</summary>
    ArBr,

    /// <summary>A and B the same r of them, drawn at random.</summary>
    [JsonStringEnumMemberName("random")]
    Random,
}

/// <summary>How long A and B of LoRA-GA are; B has the gradient's singular values first.</summary>
public enum LoraGAScale
{
    /// <summary>B times out^¼ / √γ, so that outputs keep their size whatever the layer's.</summary>
    Stable,

    /// <summary>B times the weight's largest singular value over B's.</summary>
    WeightSvd,

    /// <summary>A and B divided by s.</summary>
    GdScale,

    /// <summary>As they are.</summary>
    Unit,
}
