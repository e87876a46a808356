using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// MiCA: A learns what to write into the directions that the weight writes to least. With W = U Σ Vᵀ, B is the last r columns of U and stays so; A starts at zero.
/// </summary>
/// <remarks>"MiCA: Minor Component Adaptation", arXiv 2604.01694.</remarks>
internal sealed class MicaInitializer : Initializer
{
    internal override string Word => "mica";

    internal override bool FreezesB => true;

    internal override WeightShift? Start(LoraStart start)
    {
        start.RequireRank(start.Rank, $"which takes {start.Rank} singular vectors");
        var (u, _, _) = linalg.svd(start.Weight, fullMatrices: false);
        start.Fill(zeros_like(start.A), u.narrow(1, u.shape[1] - start.Rank, start.Rank));
        return null;
    }
}
