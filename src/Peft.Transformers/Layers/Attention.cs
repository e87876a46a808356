using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>What the attention layers of all models do between their projections.</summary>
internal static class Attention
{
    /// <summary>(batch, length, heads · width) → (batch, heads, length, width).</summary>
    public static Tensor Split(Tensor x, long headSize) => x.unflatten(x.dim() - 1, [-1, headSize]).transpose(1, 2);

    /// <summary>softmax(Q Kᵀ / √width + mask) V of each head, with the heads put side by side again.</summary>
    /// <param name="queries">(batch, heads, length, width).</param>
    /// <param name="keys">(batch, heads, keys, width).</param>
    /// <param name="values">(batch, heads, keys, width).</param>
    /// <param name="mask">Added to the scores: broadcasts to (batch, heads, length, keys). Null adds nothing.</param>
    /// <param name="dropout">The probability with which a weight is dropped.</param>
    /// <param name="isCausal">Whether a token looks at itself and those before it only; not together with a mask.</param>
    /// <returns>(batch, length, heads · width).</returns>
    public static Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor? mask, double dropout, bool isCausal = false)
    {
        using var scope = NewDisposeScope();
        return nn.functional.scaled_dot_product_attention(queries, keys, values, mask, dropout, isCausal).transpose(1, 2).flatten(2).MoveToOuterDisposeScope();
    }
}
