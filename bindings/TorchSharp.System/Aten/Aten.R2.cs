// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::rnn_relu.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) rnn_relu_input(Tensor input, Tensor hx, Tensor[] @params, bool has_biases, long num_layers, double dropout, bool train, bool bidirectional, bool batch_first)
    {
        var params_ = stackalloc nint[@params.Length];
        Operator.Handles(@params, params_);
        var args = stackalloc Value[] { input, hx, Value.Tensors(params_, @params.Length), has_biases, num_layers, dropout, train, bidirectional, batch_first };
        var results = s_rnn_relu_input.Tuple(args, 9);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(@params);
        return (results[0], results[1]);
    }

    private static readonly Operator s_rnn_relu_input = new("aten::rnn_relu", "input");

    /// <summary><c>aten::rnn_tanh.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) rnn_tanh_input(Tensor input, Tensor hx, Tensor[] @params, bool has_biases, long num_layers, double dropout, bool train, bool bidirectional, bool batch_first)
    {
        var params_ = stackalloc nint[@params.Length];
        Operator.Handles(@params, params_);
        var args = stackalloc Value[] { input, hx, Value.Tensors(params_, @params.Length), has_biases, num_layers, dropout, train, bidirectional, batch_first };
        var results = s_rnn_tanh_input.Tuple(args, 9);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(@params);
        return (results[0], results[1]);
    }

    private static readonly Operator s_rnn_tanh_input = new("aten::rnn_tanh", "input");

    /// <summary><c>aten::roll(Tensor self, int[1] shifts, int[1] dims=[]) -&gt; Tensor</c></summary>
    internal static Tensor roll(Tensor self, long[] shifts, long[]? dims = null)
    {
        fixed (long* shifts_ = shifts)
        fixed (long* dims_ = dims)
        {
            var args = stackalloc Value[] { self, Value.List(shifts_, shifts), dims is null ? default : Value.List(dims_, dims) };
            var result = s_roll.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_roll = new("aten::roll");

    /// <summary><c>aten::rot90(Tensor self, int k=1, int[] dims=[0, 1]) -&gt; Tensor</c></summary>
    internal static Tensor rot90(Tensor self, long k = 1, long[]? dims = null)
    {
        fixed (long* dims_ = dims)
        {
            var args = stackalloc Value[] { self, k, dims is null ? default : Value.List(dims_, dims) };
            var result = s_rot90.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_rot90 = new("aten::rot90");

    /// <summary><c>aten::round(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor round(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_round.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_round = new("aten::round");

    /// <summary><c>aten::round_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor round_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_round_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_round_ = new("aten::round_");

    /// <summary><c>aten::round_.decimals(Tensor(a!) self, *, int decimals) -&gt; Tensor(a!)</c></summary>
    internal static Tensor round__decimals(Tensor self, long decimals)
    {
        var args = stackalloc Value[] { self, decimals };
        s_round__decimals.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_round__decimals = new("aten::round_", "decimals");

    /// <summary><c>aten::round.decimals(Tensor self, *, int decimals) -&gt; Tensor</c></summary>
    internal static Tensor round_decimals(Tensor self, long decimals)
    {
        var args = stackalloc Value[] { self, decimals };
        var result = s_round_decimals.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_round_decimals = new("aten::round", "decimals");

    /// <summary><c>aten::rrelu(Tensor self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -&gt; Tensor</c></summary>
    internal static Tensor rrelu(Tensor self, Scalar? lower = null, Scalar? upper = null, bool training = false, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, lower is null ? default : (Value)lower, upper is null ? default : (Value)upper, training, generator };
        var result = s_rrelu.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(lower);
        GC.KeepAlive(upper);
        GC.KeepAlive(generator);
        return result;
    }

    private static readonly Operator s_rrelu = new("aten::rrelu");

    /// <summary><c>aten::rrelu_(Tensor(a!) self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor rrelu_(Tensor self, Scalar? lower = null, Scalar? upper = null, bool training = false, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, lower is null ? default : (Value)lower, upper is null ? default : (Value)upper, training, generator };
        s_rrelu_.InPlace(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(lower);
        GC.KeepAlive(upper);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_rrelu_ = new("aten::rrelu_");

    /// <summary><c>aten::rsqrt(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor rsqrt(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_rsqrt.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_rsqrt = new("aten::rsqrt");

    /// <summary><c>aten::rsqrt_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor rsqrt_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_rsqrt_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_rsqrt_ = new("aten::rsqrt_");

    /// <summary><c>aten::rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor rsub_Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_rsub_Scalar.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_rsub_Scalar = new("aten::rsub", "Scalar");
}
