using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>HRA's configuration: the fields of PEFT's <c>HRAConfig</c>.</summary>
public sealed class HraConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "HRA";

    /// <summary>The number r of reflections.</summary>
    /// <value>Default: 8. At least 1; if it is odd, the layer starts changed.</value>
    [JsonPropertyName("r")]
    public int Rank { get; set; } = 8;

    /// <summary>Make the planes orthogonal to each other (Gram-Schmidt).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("apply_GS")]
    public bool Orthogonalize { get; set; }

    /// <summary>Which of the model's own biases are trained with the adapter.</summary>
    /// <value>Default: <see cref="TrainedBiases.None"/>.</value>
    [JsonPropertyName("bias")]
    [TrainedBiasesWords("hra_only")]
    public TrainedBiases Bias { get; set; }

    /// <summary>Whether the layer starts unchanged, by pairs of reflections that undo each other; otherwise they are random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => KeyOfBias(Bias, path, name, adapted);

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireAtLeast(1, Rank);
    }
}
