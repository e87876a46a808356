using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>OFT's configuration: the fields of PEFT's <c>OFTConfig</c>.</summary>
public sealed class OftConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "OFT";

    /// <summary>The number of blocks; 0 where <see cref="BlockSize"/> says it.</summary>
    /// <value>Default: 0. What does not divide the inputs becomes the nearest number that does.</value>
    [JsonPropertyName("r")]
    public int Blocks { get; set; }

    /// <summary>The size of a block; 0 where <see cref="Blocks"/> says it.</summary>
    /// <value>Default: 32. What does not divide the inputs becomes the nearest number that does.</value>
    [JsonPropertyName("oft_block_size")]
    public int BlockSize { get; set; } = 32;

    /// <summary>The share of the blocks that are the identity in a training pass.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("module_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double ModuleDropout { get; set; }

    /// <summary>Keep the rotations near the identity (constrained OFT).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("coft")]
    public bool Constrained { get; set; }

    /// <summary>How near: the largest norm of a block's skew-symmetric matrix times the square root of the number of blocks.</summary>
    /// <value>Default: 6e-5. Greater than 0.</value>
    [JsonPropertyName("eps")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Epsilon { get; set; } = 6e-5;

    /// <summary>Train one block and use it everywhere.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("block_share")]
    public bool SharesBlock { get; set; }

    /// <summary>Make the rotations by a few products instead of by solving equations: faster, and not quite orthogonal.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("use_cayley_neumann")]
    public bool UseCayleyNeumann { get; set; } = true;

    /// <summary>How many terms <see cref="UseCayleyNeumann"/> has.</summary>
    /// <value>Default: 5. At least 1.</value>
    [JsonPropertyName("num_cayley_neumann_terms")]
    public int CayleyNeumannTerms { get; set; } = 5;

    /// <summary>Which of the model's own biases are trained with the adapter.</summary>
    /// <value>Default: <see cref="TrainedBiases.None"/>.</value>
    [JsonPropertyName("bias")]
    [TrainedBiasesWords("oft_only")]
    public TrainedBiases Bias { get; set; }

    /// <summary>Whether linear layers of classes of your own store their weight as (in, out).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Whether the layer starts unchanged; otherwise the rotations are random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => KeyOfBias(Bias, path, name, adapted);

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (Blocks < 0 || BlockSize < 0 || (Blocks == 0) == (BlockSize == 0))
            failures.Add($"Blocks is {Blocks} and BlockSize is {BlockSize}; one of them must be 0 and the other at least 1, as their product is the number of inputs.");
        failures.RequireShare(ModuleDropout);
        failures.RequirePositive(Epsilon);
        failures.RequireAtLeast(1, CayleyNeumannTerms);
    }

    /// <summary>The size of the blocks of a layer.</summary>
    internal long BlockSizeOf(long inputs) => BlockSize > 0 ? Divisor(inputs, BlockSize) : inputs / Divisor(inputs, Blocks);

    // The divisor nearest to a number, of two the smaller.
    private static long Divisor(long of, long near) => near >= of ? of : Enumerable.Range(1, (int)of).Where(d => of % d == 0).MinBy(d => Math.Abs(d - near));
}
