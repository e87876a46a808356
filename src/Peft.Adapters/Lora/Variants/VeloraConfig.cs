using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>VeLoRA: what backward needs of the inputs is kept compressed. PEFT's <c>VeloraConfig</c>; arXiv 2405.17991.</summary>
public sealed class VeloraConfig : LoraVariantConfig
{
    /// <summary>Into how many groups an input's features are split; of each, one number is kept.</summary>
    /// <value>Default: 64. At least 1.</value>
    [JsonPropertyName("num_groups")]
    public int Groups { get; set; } = 64;

    /// <summary>The factor of what is restored in backward.</summary>
    /// <value>Default: 1. Greater than 0.</value>
    [JsonPropertyName("scale")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Scale { get; set; } = 1;

    /// <summary>What the groups are projected on.</summary>
    /// <value>Default: <see cref="VeloraProjection.BatchAverage"/>.</value>
    [JsonPropertyName("init_type")]
    public VeloraProjection Projection { get; set; } = VeloraProjection.BatchAverage;

    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        failures.RequireAtLeast(1, Groups, "Velora.Groups");
        failures.RequirePositive(Scale, "Velora.Scale");
    }

    internal override LoraLinear Create(BaseLayer layer, string path, LoraConfig config) => new VeloraLinear(layer, path, config, this);
}

/// <summary>What VeLoRA projects groups of features on.</summary>
public enum VeloraProjection
{
    /// <summary>The mean group of each batch. PEFT's <c>batch_average</c>.</summary>
    BatchAverage,

    /// <summary>The mean group of the first batch. PEFT's <c>batch_average_once</c>.</summary>
    BatchAverageOnce,

    /// <summary>A random direction. PEFT's <c>random</c>.</summary>
    Random,
}
