using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>MonteCLoRA: A with noise in training, whose size and mixture are learnt. PEFT's <c>MontecloraConfig</c>; arXiv 2411.04358.</summary>
public sealed class MonteCloraConfig : LoraVariantConfig
{
    /// <summary>How many samples of the noise are mixed in a pass.</summary>
    /// <value>Default: 8. At least 1.</value>
    [JsonPropertyName("num_samples")]
    public int Samples { get; set; } = 8;

    /// <summary>Whether <see cref="MonteCloraLinear.Regularization"/> has the sum of the squared mixture weights.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("use_entropy")]
    public bool UseEntropy { get; set; }

    /// <summary>The concentration of the mixture's prior.</summary>
    /// <value>Default: 0.1. Greater than 0.</value>
    [JsonPropertyName("dirichlet_prior")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double DirichletPrior { get; set; } = 0.1;

    /// <summary>The factor of the noise.</summary>
    /// <value>Default: 1e-4.</value>
    [JsonPropertyName("sample_scaler")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double NoiseScale { get; set; } = 1e-4;

    /// <summary>The factor of the divergence from the priors in <see cref="MonteCloraLinear.Regularization"/>.</summary>
    /// <value>Default: 1e-5.</value>
    [JsonPropertyName("kl_loss_weight")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double DivergenceWeight { get; set; } = 1e-5;

    /// <summary>How many samples PEFT draws in advance; here they are drawn when they are needed.</summary>
    /// <value>Default: 150. At least 1.</value>
    [JsonPropertyName("buffer_size")]
    public int BufferSize { get; set; } = 150;

    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        if (Samples < 1 || BufferSize < 1)
            failures.Add($"MonteClora.Samples is {Samples} and MonteClora.BufferSize is {BufferSize}; both must be at least 1.");
        failures.RequirePositive(DirichletPrior, "MonteClora.DirichletPrior");
    }

    internal override LoraLinear Create(BaseLayer layer, string path, LoraConfig config) => new MonteCloraLinear(layer, path, config, this);
}
