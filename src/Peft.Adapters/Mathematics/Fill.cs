using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>How tensors start.</summary>
internal static class Fill
{
    private static readonly double s_slope = Math.Sqrt(5);

    /// <summary>Uniform as a linear layer's own weight: Kaiming's with a = √5.</summary>
    internal static void Kaiming(IEnumerable<Tensor> tensors)
    {
        foreach (var tensor in tensors)
            init.kaiming_uniform_(tensor, s_slope);
    }
}
