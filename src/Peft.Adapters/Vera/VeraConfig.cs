using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>VeRA's configuration: the fields of PEFT's <c>VeraConfig</c>.</summary>
public sealed class VeraConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "VERA";

    /// <summary>The rank r of the shared matrices.</summary>
    /// <value>Default: 256. At least 1.</value>
    [JsonPropertyName("r")]
    public int Rank { get; set; } = 256;

    /// <summary>From what number the shared matrices are drawn.</summary>
    /// <value>Default: 0.</value>
    [JsonPropertyName("projection_prng_key")]
    public long ProjectionKey { get; set; }

    /// <summary>Whether files have the shared matrices; otherwise they are drawn again from <see cref="ProjectionKey"/>.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("save_projection")]
    public bool SaveProjection { get; set; } = true;

    /// <summary>The probability with which an input of the update is dropped in training.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("vera_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Dropout { get; set; }

    /// <summary>What the entries of d start with.</summary>
    /// <value>Default: 0.1.</value>
    [JsonPropertyName("d_initial")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double InitialD { get; set; } = 0.1;

    /// <summary>Which of the model's own biases are trained with the adapter.</summary>
    /// <value>Default: <see cref="TrainedBiases.None"/>.</value>
    [JsonPropertyName("bias")]
    [TrainedBiasesWords("vera_only")]
    public TrainedBiases Bias { get; set; }

    /// <summary>Whether linear layers of classes of your own store their weight as (in, out).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Whether the layer starts unchanged; otherwise b is one and d random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> FieldsNotInFiles => ["exclude_modules"];

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => KeyOfBias(Bias, path, name, adapted);

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireAtLeast(1, Rank);
        failures.RequireShare(Dropout);
    }
}
