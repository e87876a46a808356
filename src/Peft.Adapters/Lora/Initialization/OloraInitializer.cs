using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>OLoRA: A and B start from an orthonormal basis of the weight's columns. With W = Q R: B₀ = Q_r (its first r columns), A₀ = R_r (its first r rows).</summary>
/// <remarks>Büyükakyüz, "OLoRA: Orthonormal Low-Rank Adaptation of Large Language Models", arXiv 2406.01775, algorithm 1.</remarks>
internal sealed class OloraInitializer : Initializer
{
    internal override string Word => "olora";

    internal override ShiftOrigin Shift => ShiftOrigin.Weight;

    internal override WeightShift Start(LoraStart start)
    {
        start.RequireRank(start.Rank, $"which takes {start.Rank} columns of Q");
        var (q, r) = linalg.qr(start.Weight);
        return start.StartAndShift(r.narrow(0, 0, start.Rank), q.narrow(1, 0, start.Rank));
    }
}
