using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>By how much queries and keys are turned at each position.</summary>
/// <param name="Cos">Cosines: (batch or 1, 1, length, head width / 2).</param>
/// <param name="Sin">Sines, of the same shape.</param>
public readonly record struct RotaryAngles(Tensor Cos, Tensor Sin)
{
    /// <summary>The angles of the last positions.</summary>
    internal RotaryAngles Last(long count) => new(Cos.narrow(2, Cos.size(2) - count, count), Sin.narrow(2, Sin.size(2) - count, count));

    /// <summary>Turns vectors: (batch, heads, length, head width).</summary>
    internal Tensor Rotate(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var halves = vectors.chunk(2, -1);
        var first = halves[0].mul(Cos).addcmul(halves[1], Sin, Scalars.MinusOne);
        var second = halves[1].mul(Cos).addcmul(halves[0], Sin, Scalars.One);
        return cat([first, second], -1).MoveToOuterDisposeScope();
    }
}
