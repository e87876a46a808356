using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// LoRA-GA: the first steps of A and B change the weight as its own gradient would. With the gradient G = U Σ Vᵀ over some batches, A takes r of the first 2r
/// rows of Vᵀ, and B other r of the columns of U Σ, scaled so that outputs keep their size.
/// </summary>
/// <remarks>Wang et al., "LoRA-GA: Low-Rank Adaptation with Gradient Approximation", arXiv 2407.05000, algorithm 1 and theorem 3.</remarks>
internal sealed class LoraGAInitializer : DataInitializer
{
    private const int PowerIterations = 4;

    internal override string Word => "lora_ga";

    internal override ShiftOrigin Shift => ShiftOrigin.Data;

    internal override void Validate(LoraConfig config, ICollection<string> failures) => config.LoraGA?.Validate(failures);

    internal override Dictionary<string, Tensor> Collect(LoraConfig config, CalibrationRun data) => data.MeanGradients();

    internal override WeightShift Start(LoraStart start)
    {
        int rank = start.Rank;
        start.RequireRank(2 * rank, $"which takes {2 * rank} singular values of the gradient");
        var options = start.Config.LoraGA ?? new LoraGAConfig();
        var (u, s, vt) = RandomizedSvd.Compute(start.Layer.ToMatrix(StatisticOf(start)).to(start.A.dtype), 4 * rank, PowerIterations);
        var (forA, forB) = Choose(options.Direction, rank, s.device);
        var (a, b, values) = (vt.index_select(0, forA), u.index_select(1, forB), s.index_select(0, forB));
        b.mul_(values);
        switch (options.Scale)
        {
            case LoraGAScale.Stable:
                b.mul_(Math.Pow(start.Layer.OutFeatures, 0.25) / Math.Sqrt(options.StableGamma));
                break;
            case LoraGAScale.WeightSvd when values[0].item<float>() > 0:
                b.mul_(linalg.matrix_norm(start.Weight, 2) / values[0]);
                break;
            case LoraGAScale.GdScale:
                a.div_(start.Scaling);
                b.div_(start.Scaling);
                break;
        }
        return start.StartAndShift(a, b);
    }

    private static (Tensor A, Tensor B) Choose(LoraGADirection direction, int rank, Device device)
    {
        var all = arange(2 * rank, ScalarType.Int64, device);
        var (first, second) = (all.narrow(0, 0, rank), all.narrow(0, rank, rank));
        var pairs = all.view(rank, 2);
        switch (direction)
        {
            case LoraGADirection.ArB2r:
                return (first, second);
            case LoraGADirection.A2rBr:
                return (second, first);
            case LoraGADirection.ArBr:
                return (pairs.select(1, 1), pairs.select(1, 0));
            default:
                var drawn = randperm(2 * rank, ScalarType.Int64, device).narrow(0, 0, rank);
                return (drawn, drawn);
        }
    }
}
