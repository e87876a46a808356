using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>Counts tokens.</summary>
internal static class Positions
{
    /// <summary>Whole numbers from a first one on: (count).</summary>
    public static Tensor Range(long first, long count, Device device)
    {
        using Scalar start = first;
        using Scalar stop = first + count;
        return arange(start, stop, ScalarType.Int64, device);
    }

    /// <summary>Makes sure that a sequence is not longer than a model has learned positions.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    public static void Check(long length, long longest)
    {
        if (length > longest)
            throw new ArgumentException($"The sequence has {length} tokens, cached ones included, but the model has {longest} positions. help: Shorten the sequence.");
    }

    /// <summary>The positions of new tokens, counted from the first that is no padding: (batch or 1, length).</summary>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached + length); null if there is no padding.</param>
    /// <param name="length">The number of new tokens.</param>
    /// <param name="cached">The number of tokens before them.</param>
    /// <param name="device">Where the model is.</param>
    public static Tensor Count(Tensor? attentionMask, long length, long cached, Device device)
    {
        using var scope = NewDisposeScope();
        if (attentionMask is null)
            return Range(cached, length, device).unsqueeze(0).MoveToOuterDisposeScope();
        return attentionMask.to(ScalarType.Int64, device).cumsum(1).sub(Scalars.One).clamp_min(Scalars.Zero).narrow(1, cached, length).MoveToOuterDisposeScope();
    }
}
