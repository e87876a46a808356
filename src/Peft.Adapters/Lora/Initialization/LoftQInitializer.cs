using Peft.Quantization;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// LoftQ: the layer computes with a quantised weight Q, and BA starts as the best rank r for what quantisation lost: Q and BA in turn, so that
/// ‖W − Q − s BA‖ becomes small.
/// </summary>
/// <remarks>
/// Li et al., "LoftQ: LoRA-Fine-Tuning-Aware Quantization for Large Language Models", arXiv 2310.08659, algorithm 1. Here the model's own weight keeps
/// its precision: the adapter adds Q − W, so it is trained for a base that is quantised later. PEFT leaves out s, with which the start is only right at s = 1.
/// </remarks>
internal sealed class LoftQInitializer : Initializer
{
    private const double Int8Steps = 127;

    internal override string Word => "loftq";

    internal override ShiftOrigin Shift => ShiftOrigin.Weight;

    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        if (config.LoftQ is not { } options)
            failures.Add("Init is LoftQ, but LoftQ has no options: set LoftQ = new LoftQConfig().");
        else
            options.Validate(failures);
        if (config.SaveAsPlainLora)
            failures.Add("Init is LoftQ, whose difference to the weight is not of low rank, so SaveAsPlainLora is not possible.");
    }

    internal override WeightShift Start(LoraStart start)
    {
        start.RequireRank(start.Rank, $"which takes {start.Rank} singular values");
        if (start.Layer.IsQuantized)
            throw new PeftConfigException("LORA", [$"Init is LoftQ, but '{start.Path}' is quantised already, and what was lost then is not known."], "Start the adapter on the model before it is quantised.");
        var options = start.Config.LoftQ!;
        var weight = start.Weight;
        var (quantized, a, b) = (weight, start.A, start.B);
        for (int i = 0; i < options.Iterations; i++)
        {
            quantized = Quantized(i == 0 ? weight : weight - b.mm(a), options.Bits);
            var (u, s, vt) = linalg.svd(weight - quantized, fullMatrices: false);
            var root = s.narrow(0, 0, start.Rank).sqrt();
            (a, b) = (vt.narrow(0, 0, start.Rank).mul(root.unsqueeze(1)), u.narrow(1, 0, start.Rank).mul(root));
        }
        double share = 1 / Math.Sqrt(start.Scaling);
        start.Fill(a * share, b * share);
        return new DenseShift(quantized - weight);
    }

    /// <summary>What remains of a matrix in NF4 (blocks of 64), or in eight bits with a scale for each row.</summary>
    private static Tensor Quantized(Tensor matrix, int bits)
    {
        if (bits == 4)
        {
            using var packed = NF4Tensor.Quantize(matrix.to(ScalarType.Float32));
            return packed.Dequantize().to(matrix.dtype);
        }
        var scale = matrix.abs().amax([1], keepdim: true) / Int8Steps;
        return matrix.div(scale).nan_to_num().round() * scale;
    }
}
