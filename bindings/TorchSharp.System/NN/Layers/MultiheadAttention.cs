using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Attention of several heads, with its projections: sequences first, (length, batch, features). It computes by itself and has no
/// children, so its projections cannot be replaced.
/// </summary>
public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
{
    private readonly long _features, _heads;
    private readonly double _dropout;
    private readonly bool _addZeroAttention;

    internal MultiheadAttention(long features, long heads, double dropout, bool bias, bool addBiasKeyValue, bool addZeroAttention, long keyFeatures, long valueFeatures)
        : base(nameof(MultiheadAttention))
    {
        if (features % heads != 0)
            throw new ArgumentException($"embed_dim must be divisible by num_heads; {features} is not divisible by {heads}.", nameof(heads));
        (_features, _heads, _dropout, _addZeroAttention) = (features, heads, dropout, addZeroAttention);
        bool joint = keyFeatures == features && valueFeatures == features;
        string[] projections = joint ? ["in_proj_weight"] : ["q_proj_weight", "k_proj_weight", "v_proj_weight"];
        foreach (var (name, inputs) in projections.Zip([features, keyFeatures, valueFeatures]))
            Register(name, joint ? 3 * features : features, inputs);
        if (bias)
            Register("in_proj_bias", 3 * features);
        // The output's default initialisation draws before those of the projections, as in PyTorch.
        var output = NewParameter(features, features);
        var outputBias = bias ? NewParameter(features) : null;
        nn.init.DefaultLinear(output, outputBias);
        foreach (string name in projections)
            nn.init.xavier_uniform_(Get(name)!);
        if (addBiasKeyValue)
        {
            Register("bias_k", 1, 1, features);
            Register("bias_v", 1, 1, features);
            nn.init.xavier_normal_(Get("bias_k")!);
            nn.init.xavier_normal_(Get("bias_v")!);
        }
        AddNativeParameter("out_proj.weight", output);
        if (outputBias is null)
            return;
        AddNativeParameter("out_proj.bias", outputBias);
        nn.init.zeros_(Get("in_proj_bias")!);
        nn.init.zeros_(outputBias);
    }

    /// <summary>The output and the attention weights averaged over the heads; the latter an invalid tensor where they are not wanted.</summary>
    /// <param name="key_padding_mask">(batch, length), Boolean: true where a key is to be ignored.</param>
    /// <param name="attn_mask">(queries, keys): added to the scores; of a Boolean one 0 or 1, as libtorch's C++ module does.</param>
    public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null) =>
        base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

    public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        using var scope = NewDisposeScope();
        long length = query.size(0), batch = query.size(1);
        var (q, k, v) = Project(query, key, value);
        if (Get("bias_k") is Tensor biasKey)
        {
            k = Append(k, biasKey.expand(1, batch, _features));
            v = Append(v, Get("bias_v")!.expand(1, batch, _features));
        }
        (q, k, v) = (SplitHeads(q.mul(1 / Math.Sqrt(_features / _heads))), SplitHeads(k), SplitHeads(v));
        if (_addZeroAttention)
        {
            k = cat([k, zeros_like(k.narrow(1, 0, 1))], 1);
            v = cat([v, zeros_like(v.narrow(1, 0, 1))], 1);
        }
        var weights = nn.functional.softmax(Masked(q.bmm(k.transpose(1, 2)), key.size(0), key_padding_mask, attn_mask), -1);
        weights = nn.functional.dropout(weights, _dropout, training);
        var heads = weights.bmm(v).transpose(0, 1).contiguous().view(length, batch, _features);
        var output = nn.functional.linear(heads, Get("out_proj.weight")!, Get("out_proj.bias"));
        var average = weights.view(batch, _heads, length, -1).mean([1]);
        if (!need_weights)
            average.Dispose();
        return Tuple.Create(output.MoveToOuterDisposeScope(), average.MoveToOuterDisposeScope());
    }

    private (Tensor, Tensor, Tensor) Project(Tensor query, Tensor key, Tensor value)
    {
        var weights = Get("in_proj_weight") is Tensor joint ? joint.chunk(3) : [Get("q_proj_weight")!, Get("k_proj_weight")!, Get("v_proj_weight")!];
        var biases = Get("in_proj_bias")?.chunk(3) ?? new Tensor?[3];
        return (nn.functional.linear(query, weights[0], biases[0]), nn.functional.linear(key, weights[1], biases[1]), nn.functional.linear(value, weights[2], biases[2]));
    }

    private Tensor SplitHeads(Tensor x) => x.contiguous().view(x.size(0), x.size(1) * _heads, _features / _heads).transpose(0, 1);

    /// <summary>The masks know the keys that were given; those added to them may always be attended to.</summary>
    private Tensor Masked(Tensor scores, long keys, Tensor? keyPadding, Tensor? mask)
    {
        long added = scores.size(2) - keys;
        if (mask is not null)
        {
            mask = nn.functional.pad(mask.to(scores.dtype), (0, added));
            scores = scores.add_(mask.unsqueeze(0));
        }
        if (keyPadding is null)
            return scores;
        var ignored = cat([keyPadding, zeros([keyPadding.size(0), added], keyPadding.dtype, keyPadding.device)], 1).view(keyPadding.size(0), 1, 1, -1);
        return Aten.masked_fill_Scalar(scores.view(keyPadding.size(0), _heads, scores.size(1), -1), ignored, double.NegativeInfinity).view(scores.shape);
    }

    private static Tensor Append(Tensor sequence, Tensor last) => cat([sequence, last], 0);

    private Parameter? Get(string name) => NativeParameter(name);

    private void Register(string name, params long[] shape) => AddNativeParameter(name, NewParameter(shape));

    private static Parameter NewParameter(params long[] shape) => new(empty(shape));
}
