using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>BOFT's configuration: the fields of PEFT's <c>BOFTConfig</c>.</summary>
public sealed class BoftConfig : PeftConfig
{
    private int? _factorsInFile;

    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "BOFT";

    /// <summary>The size of a block; 0 where <see cref="Blocks"/> says it.</summary>
    /// <value>Default: 4.</value>
    [JsonPropertyName("boft_block_size")]
    public int BlockSize { get; set; } = 4;

    /// <summary>The number of blocks; 0 where <see cref="BlockSize"/> says it.</summary>
    /// <value>Default: 0.</value>
    [JsonPropertyName("boft_block_num")]
    public int Blocks { get; set; }

    /// <summary>The number m of butterfly factors; 1 for one block-diagonal matrix.</summary>
    /// <value>Default: 1. At least 1; the number of blocks must be a multiple of 2 to the power of m − 1.</value>
    /// <remarks>PEFT has 1 without its CUDA extension, whatever its files say; loaded, the file's tensors count.</remarks>
    [JsonPropertyName("boft_n_butterfly_factor")]
    public int ButterflyFactors { get; set; } = 1;

    /// <summary>The share of a factor's blocks that are the identity in a training pass.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("boft_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Dropout { get; set; }

    /// <summary>Which of the model's own biases are trained with the adapter.</summary>
    /// <value>Default: <see cref="TrainedBiases.None"/>.</value>
    [JsonPropertyName("bias")]
    [TrainedBiasesWords("boft_only")]
    public TrainedBiases Bias { get; set; }

    /// <summary>Whether linear layers of classes of your own store their weight as (in, out).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Whether the layer starts unchanged; otherwise what is trained is random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <summary>How many factors there are.</summary>
    [JsonIgnore]
    internal int Factors => _factorsInFile ?? ButterflyFactors;

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => KeyOfBias(Bias, path, name, adapted);

    /// <inheritdoc/>
    protected internal override void OnLoad(IReadOnlyDictionary<string, IReadOnlyList<long>> shapes) =>
        _factorsInFile = shapes.FirstOrDefault(s => s.Key.EndsWith(".boft_R", StringComparison.Ordinal) && s.Value.Count == 4).Value is { } shape ? (int)shape[0] : null;

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (Blocks < 0 || BlockSize < 0 || (Blocks == 0) == (BlockSize == 0))
            failures.Add($"Blocks is {Blocks} and BlockSize is {BlockSize}; one of them must be 0 and the other at least 1, as their product is the number of inputs.");
        failures.RequireAtLeast(1, ButterflyFactors);
        failures.RequireShare(Dropout);
    }

    /// <summary>The size of the blocks of a layer.</summary>
    /// <exception cref="PeftConfigException">The blocks do not fit into it.</exception>
    internal long BlockSizeOf(string path, long inputs)
    {
        long size = BlockSize > 0 ? BlockSize : inputs / Math.Max(Blocks, 1);
        long blocks = size > 0 ? inputs / size : 0;
        bool splits = Factors == 1 || (size % 2 == 0 && blocks % (1L << (Factors - 1)) == 0);
        return blocks > 0 && blocks * size == inputs && (Blocks == 0 || Blocks == blocks) && splits ? size
            : throw new PeftConfigException("BOFT", [$"{(BlockSize > 0 ? $"BlockSize {BlockSize}" : $"Blocks {Blocks}")} with {Factors} factors does not fit '{path}', which has {inputs} inputs."],
                "Blocks must divide the inputs evenly; several factors need blocks of an even size, as many as a multiple of 2 to the power of the factors less one.");
    }
}
