using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>What the models take.</summary>
internal static class TokenIds
{
    /// <summary>Makes sure that a tensor is a batch of token ids.</summary>
    /// <param name="ids">Token ids: (batch, length).</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="ArgumentException">It is of another shape or type.</exception>
    internal static Tensor Check(Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.dim() != 2 || ids.dtype is not (ScalarType.Int64 or ScalarType.Int32))
        {
            throw new ArgumentException(
                $"Token ids are [{string.Join(", ", ids.shape)}] of {ids.dtype} but should be (batch, length) of Int64. help: Give one row for each sequence; unsqueeze(0) makes a batch of a single one.", nameof(ids));
        }
        return ids;
    }
}
