using Peft.Adapters;
using Peft.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Attachment;

/// <summary>
/// What TorchSharp's <see cref="TorchSharp.Modules.MultiheadAttention"/> computes, with other projections. The number of heads is not public: it is found by comparing results.
/// </summary>
internal sealed class AttentionShape
{
    // Of the largest value: rounding is below the first, and what any other shape gives is as many times as far off.
    private const double Agreement = 1e-4;
    private const double Clarity = 20;
    private const double Rounding = 1e-6;

    private readonly MultiheadAttention _module;
    private readonly long _heads;
    private readonly bool _addsZeros;
    private readonly bool _drops;

    private AttentionShape(MultiheadAttention module, long heads, bool addsZeros, bool drops) => (_module, _heads, _addsZeros, _drops) = (module, heads, addsZeros, drops);

    /// <summary>Finds out the shape of a module by computing with it.</summary>
    /// <exception cref="AdapterStateException">More than one number of heads gives what it gives, as with weights of zero, or none.</exception>
    internal static AttentionShape Find(MultiheadAttention module, string path)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        bool training = module.training;
        try
        {
            var weight = module.get_parameter("out_proj.weight")!;
            long width = weight.shape[0];
            // Large and all different, so that heads attend to different things.
            var x = arange(3 * width, weight.dtype, weight.device).sin().view(3, 1, width).mul(Scalars.Two);
            module.eval();
            var expected = module.forward(x, x, x, null, false, null).Item1;
            module.train();
            bool drops = module.forward(x, x, x, null, false, null).Item1.ne(expected).any().item<bool>();
            var shapes = from heads in Enumerable.Range(1, (int)width).Where(h => width % h == 0)
                         from zeros in new[] { false, true }
                         let shape = new AttentionShape(module, heads, zeros, drops)
                         let error = shape.ErrorOf(x, expected)
                         orderby error
                         select (shape, error);
            var candidates = shapes.ToList();
            var (best, other) = (candidates[0], candidates[1]);
            return best.error <= Agreement && other.error >= Clarity * Math.Max(best.error, Rounding) ? best.shape : throw new AdapterStateException("any", $"the number of heads of '{path}' cannot be found out by comparing results.", "Give its projections weights that are not zero or all the same before adapters are attached.");
        }
        finally
        {
            module.train(training);
        }
    }

    /// <summary>The output and, if wanted, the weights averaged over the heads.</summary>
    internal (Tensor Output, Tensor? Weights) Compute(AttentionInputs inputs, Tensor projections, Tensor output)
    {
        if (_drops && _module.training)
            throw new AdapterStateException("any", "attention weights are dropped in training, with a probability that TorchSharp does not tell.", "Build the MultiheadAttention with dropout 0.");
        using var scope = NewDisposeScope();
        var (length, batch, width) = (inputs.Query.shape[0], inputs.Query.shape[1], output.shape[0]);
        var weights = projections.chunk(3);
        var biases = Get("in_proj_bias")?.chunk(3) ?? new Tensor?[3];
        var (q, k, v) = (nn.functional.linear(inputs.Query, weights[0], biases[0]!), nn.functional.linear(inputs.Key, weights[1], biases[1]!), nn.functional.linear(inputs.Value, weights[2], biases[2]!));
        if (Get("bias_k") is { } extra)
            (k, v) = (cat([k, extra.expand(1, batch, width)], 0), cat([v, Get("bias_v")!.expand(1, batch, width)], 0));
        (q, k, v) = (Split(q), Split(k), Split(v));
        if (_addsZeros)
            (k, v) = (cat([k, zeros_like(k.narrow(1, 0, 1))], 1), cat([v, zeros_like(v.narrow(1, 0, 1))], 1));
        using Scalar scale = Math.Sqrt(width / _heads);
        using var root = full([], scale, q.dtype, q.device);
        var attention = inputs.Mask(q.div(root).bmm(k.transpose(1, 2)), _heads).softmax(-1);
        var heads = attention.bmm(v).transpose(0, 1).reshape(length, batch, width);
        var result = nn.functional.linear(heads, output, Get("out_proj.bias")!).MoveToOuterDisposeScope();
        return (result, inputs.NeedWeights ? attention.view(batch, _heads, length, -1).mean([1]).MoveToOuterDisposeScope() : null);
    }

    private double ErrorOf(Tensor x, Tensor expected)
    {
        bool training = _module.training;
        _module.eval();
        var (output, _) = Compute(new AttentionInputs(x, x, x, null, false, null), Get("in_proj_weight")!, Get("out_proj.weight")!);
        _module.train(training);
        return output.sub(expected).abs().max().ToDouble() / expected.abs().max().ToDouble();
    }

    private Tensor Split(Tensor x) => x.reshape(x.shape[0], x.shape[1] * _heads, -1).transpose(0, 1);

    private Tensor? Get(string name) => _module.get_parameter(name);
}
