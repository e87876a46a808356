using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>Compacter's configuration. PEFT has no such method; files are in its form, of the type <c>COMPACTER</c>.</summary>
public sealed class CompacterConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "COMPACTER";

    /// <summary>How many times narrower the bottleneck is than the features.</summary>
    /// <value>Default: 32. At least 1.</value>
    [JsonPropertyName("reduction_factor")]
    public int ReductionFactor { get; set; } = 32;

    /// <summary>The number n of Kronecker products that a weight is the sum of; features and bottleneck must be multiples of it.</summary>
    /// <value>Default: 4. At least 1.</value>
    [JsonPropertyName("phm_dim")]
    public int Products { get; set; } = 4;

    /// <summary>The rank r of the second factors.</summary>
    /// <value>Default: 1. At least 1.</value>
    [JsonPropertyName("phm_rank")]
    public int Rank { get; set; } = 1;

    /// <summary>The function between the two layers.</summary>
    /// <value>Default: <see cref="Nonlinearity.Gelu"/>.</value>
    [JsonPropertyName("non_linearity")]
    public Nonlinearity Nonlinearity { get; set; } = Nonlinearity.Gelu;

    /// <summary>Whether the module starts unchanged; otherwise everything is random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireAtLeast(1, ReductionFactor);
        failures.RequireAtLeast(1, Products);
        failures.RequireAtLeast(1, Rank);
    }

    /// <summary>The width of a layer's bottleneck.</summary>
    /// <exception cref="PeftConfigException">It does not divide evenly.</exception>
    internal long WidthAt(string path, long features)
    {
        long width = features / ReductionFactor;
        return width > 0 && width % Products == 0 && features % Products == 0 ? width
            : throw new PeftConfigException("COMPACTER", [$"at '{path}' there are {features} features and a bottleneck of {width}, which Products, {Products}, must divide evenly."], "Choose another ReductionFactor or Products.");
    }
}
