using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>A uniform as a linear layer's own weight (Kaiming's with a = √5), B zero. On an embedding A zero, B normal.</summary>
/// <remarks>As in Hu et al.'s code; arXiv 2106.09685, section 4.1, has a normal A.</remarks>
internal class DefaultInitializer : Initializer
{
    private static readonly double s_slope = Math.Sqrt(5);

    internal override bool LinearOnly => false;

    internal override WeightShift? Start(LoraStart start)
    {
        if (start.Layer.Kind == LayerKind.Embedding)
        {
            start.A.zero_();
            start.B.normal_();
        }
        else
        {
            FillA(start);
            FillB(start);
        }
        return null;
    }

    private protected static void Kaiming(Tensor factor) => init.kaiming_uniform_(factor, s_slope);

    private protected virtual void FillA(LoraStart start) => Kaiming(start.A);

    private protected virtual void FillB(LoraStart start) => start.B.zero_();
}

/// <summary>A normal with standard deviation 1 / r, B zero.</summary>
internal sealed class GaussianInitializer : DefaultInitializer
{
    internal override string Word => "gaussian";

    private protected override void FillA(LoraStart start) => start.A.normal_(0, 1.0 / start.Rank);
}

/// <summary>A and B both as A is by default, so that the layer starts changed: for tests.</summary>
internal sealed class RandomInitializer : DefaultInitializer
{
    internal override WeightShift? Start(LoraStart start)
    {
        base.Start(start);
        if (start.Layer.Kind == LayerKind.Embedding)
            start.A.normal_();
        return null;
    }

    private protected override void FillB(LoraStart start) => Kaiming(start.B);
}

/// <summary>
/// A and B are not zero, yet BA is: with Q orthogonal (r, r) and N normal, B = N₂ Q_even / 10 and A = (N₁ Q_odd)ᵀ / 10, so BA = N₂ Q_even Q_oddᵀ N₁ᵀ / 100 = 0.
/// </summary>
internal sealed class OrthogonalInitializer : Initializer
{
    internal override string Word => "orthogonal";

    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        if (config.RankPattern.Values.Prepend(config.Rank).Any(r => r % 2 != 0))
            failures.Add($"Init is Orthogonal, which needs an even rank; Rank is {config.Rank}.");
    }

    internal override WeightShift? Start(LoraStart start)
    {
        long half = start.Rank / 2;
        var (q, _) = linalg.qr(Normal(start, start.Rank, start.Rank));
        var pairs = q.view(half, 2, start.Rank);
        start.Fill(Normal(start, start.A.shape[1], half).mm(pairs.select(1, 0)).t().div(10), Normal(start, start.B.shape[0], half).mm(pairs.select(1, 1)).div(10));
        return null;
    }

    private static Tensor Normal(LoraStart start, long rows, long columns) => randn(rows, columns, start.A.dtype, start.A.device);
}
