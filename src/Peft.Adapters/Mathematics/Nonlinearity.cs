using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>Functions between the layers of an inserted network.</summary>
public enum Nonlinearity
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x Φ(x).</summary>
    Gelu,

    /// <summary>x σ(x), also known as swish.</summary>
    Silu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}

internal static class NonlinearityExtensions
{
    internal static Tensor Of(this Nonlinearity function, Tensor x) => function switch
    {
        Nonlinearity.Gelu => functional.gelu(x),
        Nonlinearity.Silu => functional.silu(x),
        Nonlinearity.Tanh => x.tanh(),
        _ => functional.relu(x),
    };
}
