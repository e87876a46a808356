using Peft.Quantization;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>How a model is to be trained, as far as memory depends on it.</summary>
public sealed class TrainingPlan
{
    /// <summary>The adapter that is trained.</summary>
    /// <value>Default: null, the whole model.</value>
    public PeftConfig? Adapter { get; set; }

    /// <summary>How the model is quantised and made ready, by <c>PrepareForKBitTraining</c>.</summary>
    /// <value>Default: null, not at all.</value>
    public QuantizationOptions? Quantization { get; set; }

    /// <summary>The type of the weights of a model that is not quantised.</summary>
    /// <value>Default: <see cref="ScalarType.Float32"/>.</value>
    public ScalarType WeightType { get; set; } = ScalarType.Float32;

    /// <summary>What the optimizer keeps.</summary>
    /// <value>Default: <see cref="OptimizerStates.AdamW"/>.</value>
    public OptimizerStates Optimizer { get; set; } = OptimizerStates.AdamW;

    /// <summary>How many sequences a pass has.</summary>
    /// <value>Default: 1.</value>
    public int Batch { get; set; } = 1;

    /// <summary>How many tokens a sequence has.</summary>
    /// <value>Default: 512.</value>
    public int Length { get; set; } = 512;

    /// <summary>How many tokens a target has, of a model that reads a source of <see cref="Length"/> and writes a target (T5).</summary>
    /// <value>Default: null, as many as the source.</value>
    public int? TargetLength { get; set; }

    /// <summary>Whether layers are checkpointed.</summary>
    /// <value>Default: false.</value>
    public bool GradientCheckpointing { get; set; }

    /// <summary>Whether attention keeps its weights, (batch, heads, length, length) a layer, for backward, as libtorch 1 does; libtorch 2 has kernels that need not. With attention dropout, and where the distances of a T5 are trained, they are kept whatever this says.</summary>
    /// <value>Default: whether this is libtorch 1.</value>
    public bool KeepsAttentionWeights { get; set; } = __version__.StartsWith("1.", StringComparison.Ordinal);
}
