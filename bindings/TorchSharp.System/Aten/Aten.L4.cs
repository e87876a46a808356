// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor logsumexp(Tensor self, long[] dim, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), keepdim };
            var result = s_logsumexp.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_logsumexp = new("aten::logsumexp");

    /// <summary><c>aten::lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih = null, Tensor? b_hh = null)
    {
        var hx_ = stackalloc nint[hx.Length];
        Operator.Handles(hx, hx_);
        var args = stackalloc Value[] { input, Value.Tensors(hx_, hx.Length), w_ih, w_hh, b_ih, b_hh };
        var results = s_lstm_cell.Tuple(args, 6);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(w_ih);
        GC.KeepAlive(w_hh);
        GC.KeepAlive(b_ih);
        GC.KeepAlive(b_hh);
        return (results[0], results[1]);
    }

    private static readonly Operator s_lstm_cell = new("aten::lstm_cell");

    /// <summary><c>aten::lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -&gt; (Tensor, Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor, Tensor) lstm_input(Tensor input, Tensor[] hx, Tensor[] @params, bool has_biases, long num_layers, double dropout, bool train, bool bidirectional, bool batch_first)
    {
        var hx_ = stackalloc nint[hx.Length];
        Operator.Handles(hx, hx_);
        var params_ = stackalloc nint[@params.Length];
        Operator.Handles(@params, params_);
        var args = stackalloc Value[] { input, Value.Tensors(hx_, hx.Length), Value.Tensors(params_, @params.Length), has_biases, num_layers, dropout, train, bidirectional, batch_first };
        var results = s_lstm_input.Tuple(args, 9);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(@params);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_lstm_input = new("aten::lstm", "input");

    /// <summary><c>aten::lt.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor lt_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_lt_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_lt_Scalar = new("aten::lt", "Scalar");

    /// <summary><c>aten::lt.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor lt_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_lt_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_lt_Tensor = new("aten::lt", "Tensor");

    /// <summary><c>aten::lt_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor lt__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_lt__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_lt__Scalar = new("aten::lt_", "Scalar");

    /// <summary><c>aten::lt_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor lt__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_lt__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_lt__Tensor = new("aten::lt_", "Tensor");

    /// <summary><c>aten::lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True) -&gt; (Tensor P, Tensor L, Tensor U)</c></summary>
    internal static (Tensor, Tensor, Tensor) lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data = true, bool unpack_pivots = true)
    {
        var args = stackalloc Value[] { LU_data, LU_pivots, unpack_data, unpack_pivots };
        var results = s_lu_unpack.Tuple(args, 4);
        GC.KeepAlive(LU_data);
        GC.KeepAlive(LU_pivots);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_lu_unpack = new("aten::lu_unpack");
}
