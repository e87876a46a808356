using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>KaSA: the weight without its r smallest singular components, and an update in the form of an SVD. PEFT's <c>KasaConfig</c>; arXiv 2412.06071.</summary>
public sealed class KasaConfig : LoraVariantConfig
{
    /// <summary>The factor β of Σ d² in <see cref="KasaLinear.Regularization"/>.</summary>
    /// <value>Default: 1e-4. At least 0.</value>
    [JsonPropertyName("beta")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Beta { get; set; } = 1e-4;

    /// <summary>The factor γ of ‖BᵀB − I‖ + ‖AAᵀ − I‖ in <see cref="KasaLinear.Regularization"/>.</summary>
    /// <value>Default: 1e-3. At least 0.</value>
    [JsonPropertyName("gamma")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Gamma { get; set; } = 1e-3;

    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        if (!(Beta >= 0 && Gamma >= 0))
            failures.Add($"Kasa.Beta is {Beta} and Kasa.Gamma is {Gamma}; both must be at least 0.");
        if (config.Init is not (LoraInit.Default or LoraInit.Random or LoraInit.Gaussian))
            failures.Add($"Kasa is set, which goes with Init = Default, Gaussian and Random; Init is {config.Init}.");
    }

    internal override LoraLinear Create(BaseLayer layer, string path, LoraConfig config)
    {
        long most = Math.Min(layer.InFeatures, layer.OutFeatures);
        return config.RankAt(path) < most ? new KasaLinear(layer, path, config, this)
            : throw new PeftConfigException("LORA", [$"the rank at '{path}' is {config.RankAt(path)}, and KaSA takes as many of its weight's {most} singular components away."], "Choose a smaller rank for this layer with RankPattern, or exclude it.");
    }
}
