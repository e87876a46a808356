using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// CorDA: as PiSSA, but for the weight as it acts on inputs with covariance C. With W C = U Σ Vᵀ the parts of the weight are u σ vᵀ C⁻¹:
/// B₀ = U_r (Σ_r / s)^½, A₀ = (Σ_r / s)^½ V_rᵀ C⁻¹ for the first r of them, or the last r where knowledge is to be kept.
/// </summary>
/// <remarks>Yang et al., "CorDA: Context-Oriented Decomposition Adaptation of Large Language Models", arXiv 2406.05223, equations 2 to 4.</remarks>
internal sealed class CordaInitializer : DataInitializer
{
    // PEFT's: damping that is doubled until the inverse is one.
    private const double FirstDamping = 0.01;
    private const double MostInverseError = 0.05;

    internal override string Word => "corda";

    internal override ShiftOrigin Shift => ShiftOrigin.Data;

    /// <summary>The mean over the batches of XᵀX, where X (tokens, in) is a batch's inputs over the largest of them.</summary>
    internal override Dictionary<string, Tensor> Collect(LoraConfig config, CalibrationRun data)
    {
        using var scope = NewDisposeScope();
        var sums = data.Layers.ToDictionary(l => l.Path, l => zeros(l.Layer.InFeatures, l.Layer.InFeatures, ScalarType.Float32, l.Layer.Device));
        var counts = data.Layers.ToDictionary(l => l.Path, _ => 0);
        data.WatchInputs(
            run =>
            {
                foreach (var batch in data.Batches)
                    run(batch);
            },
            (layer, rows, _) =>
            {
                var scaled = rows.div(rows.max().abs());
                sums[layer.Path].addmm_(scaled.t(), scaled);
                counts[layer.Path]++;
            });
        return sums.ToDictionary(s => s.Key, s => s.Value.div(counts[s.Key]).MoveToOuterDisposeScope());
    }

    internal override WeightShift Start(LoraStart start)
    {
        start.RequireRank(start.Rank, $"which takes {start.Rank} singular values");
        var (covariance, inverse) = Invertible(StatisticOf(start), start.Path);
        var (u, s, vt) = linalg.svd(start.Weight.mm(covariance), fullMatrices: false);
        bool preserves = (start.Config.Corda ?? new CordaConfig()).Method == CordaMethod.KnowledgePreserved;
        long first = preserves ? s.shape[0] - start.Rank : 0;
        var root = s.narrow(0, first, start.Rank).div(start.Scaling).sqrt();
        return start.StartAndShift(vt.narrow(0, first, start.Rank).mm(inverse).mul(root.unsqueeze(1)), u.narrow(1, first, start.Rank).mul(root));
    }

    private static (Tensor Damped, Tensor Inverse) Invertible(Tensor covariance, string path)
    {
        if (!covariance.isfinite().all().item<bool>() || !(covariance.trace().item<float>() > 0))
            throw new PeftConfigException("LORA", [$"the inputs of '{path}' are zero, infinite or not numbers."], "Look at the batches, and at the model's weights.");
        var one = eye(covariance.shape[0], dtype: covariance.dtype, device: covariance.device);
        var mean = covariance.diagonal().mean();
        for (double damping = FirstDamping; ; damping *= 2)
        {
            var damped = covariance + (one * mean * damping);
            var inverse = linalg.inv(damped);
            if (linalg.norm(damped.mm(inverse) - one).item<float>() < MostInverseError)
                return (damped, inverse);
        }
    }
}
