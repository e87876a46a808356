using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(Q Kᵀ / √E + mask) V over the last two dimensions.</summary>
            /// <param name="attn_mask">Added to the scores; if of booleans, true where a query may attend.</param>
            /// <param name="p">Probability of dropping an attention weight.</param>
            /// <param name="is_casual">Whether position i may attend to positions up to i only; not together with a mask.</param>
            public static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false) =>
                Aten.Has_scaled_dot_product_attention
                    ? Aten.scaled_dot_product_attention(query, key, value, attn_mask, p, is_casual)
                    : Attend(query, key, value, attn_mask, p, is_casual);

            private static Tensor Attend(Tensor query, Tensor key, Tensor value, Tensor? mask, double p, bool causal)
            {
                if (causal && mask is not null)
                    throw new ArgumentException("Explicit attn_mask should not be set when is_casual is set.", nameof(mask));
                using var scope = NewDisposeScope();
                // The root of the scale on both factors keeps the products small in half precision.
                double scale = 1 / Math.Sqrt(Math.Sqrt(query.size(-1)));
                var scores = Aten.matmul(Aten.mul_Scalar(query, scale), Aten.transpose_int(Aten.mul_Scalar(key, scale), -2, -1));
                if (causal)
                    mask = Aten.tril(Aten.ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device));
                if (mask is not null)
                    scores = mask.dtype == ScalarType.Bool ? Aten.masked_fill_Scalar(scores, Aten.logical_not(mask), double.NegativeInfinity) : Aten.add_Tensor(scores, mask);
                var weights = dropout(softmax(scores, -1), p, training: p > 0);
                return Aten.matmul(weights, value).MoveToOuterDisposeScope();
            }
        }
    }
}
