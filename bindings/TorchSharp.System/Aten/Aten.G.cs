// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -&gt; Tensor</c></summary>
    internal static Tensor gather(Tensor self, long dim, Tensor index, bool sparse_grad = false)
    {
        var args = stackalloc Value[] { self, dim, index, sparse_grad };
        var result = s_gather.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        return result;
    }

    private static readonly Operator s_gather = new("aten::gather");

    /// <summary><c>aten::gcd(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor gcd(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_gcd.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_gcd = new("aten::gcd");

    /// <summary><c>aten::gcd_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor gcd_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_gcd_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_gcd_ = new("aten::gcd_");

    /// <summary><c>aten::ge.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor ge_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_ge_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_ge_Scalar = new("aten::ge", "Scalar");

    /// <summary><c>aten::ge.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor ge_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_ge_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_ge_Tensor = new("aten::ge", "Tensor");

    /// <summary><c>aten::ge_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor ge__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_ge__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_ge__Scalar = new("aten::ge_", "Scalar");

    /// <summary><c>aten::ge_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor ge__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_ge__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_ge__Tensor = new("aten::ge_", "Tensor");

    /// <summary><c>aten::gelu(Tensor self, *, str approximate="none") -&gt; Tensor</c></summary>
    internal static Tensor gelu(Tensor self, string? approximate = null)
    {
        var approximate_utf8 = Operator.Utf8(approximate);
        fixed (byte* approximate_ = approximate_utf8)
        {
            var args = stackalloc Value[] { self, approximate is null ? default : Value.String(approximate_, approximate_utf8) };
            var result = s_gelu.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_gelu = new("aten::gelu");

    /// <summary><c>aten::gelu_(Tensor(a!) self, *, str approximate="none") -&gt; Tensor(a!)</c></summary>
    internal static Tensor gelu_(Tensor self, string? approximate = null)
    {
        var approximate_utf8 = Operator.Utf8(approximate);
        fixed (byte* approximate_ = approximate_utf8)
        {
            var args = stackalloc Value[] { self, approximate is null ? default : Value.String(approximate_, approximate_utf8) };
            s_gelu_.InPlace(args, 2);
            GC.KeepAlive(self);
            return self;
        }
    }

    private static readonly Operator s_gelu_ = new("aten::gelu_");

    /// <summary><c>aten::geometric_(Tensor(a!) self, float p, *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor geometric_(Tensor self, double p, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, p, generator };
        s_geometric_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_geometric_ = new("aten::geometric_");

    /// <summary><c>aten::geqrf(Tensor self) -&gt; (Tensor a, Tensor tau)</c></summary>
    internal static (Tensor, Tensor) geqrf(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var results = s_geqrf.Tuple(args, 1);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_geqrf = new("aten::geqrf");

    /// <summary><c>aten::glu(Tensor self, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor glu(Tensor self, long dim = -1)
    {
        var args = stackalloc Value[] { self, dim };
        var result = s_glu.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_glu = new("aten::glu");

    /// <summary><c>aten::group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enabled=True) -&gt; Tensor</c></summary>
    internal static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1.0000000000000001e-05, bool cudnn_enabled = true)
    {
        var args = stackalloc Value[] { input, num_groups, weight, bias, eps, cudnn_enabled };
        var result = s_group_norm.Tensor(args, 6);
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        return result;
    }

    private static readonly Operator s_group_norm = new("aten::group_norm");

    /// <summary><c>aten::gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -&gt; Tensor</c></summary>
    internal static Tensor gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih = null, Tensor? b_hh = null)
    {
        var args = stackalloc Value[] { input, hx, w_ih, w_hh, b_ih, b_hh };
        var result = s_gru_cell.Tensor(args, 6);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(w_ih);
        GC.KeepAlive(w_hh);
        GC.KeepAlive(b_ih);
        GC.KeepAlive(b_hh);
        return result;
    }

    private static readonly Operator s_gru_cell = new("aten::gru_cell");

    /// <summary><c>aten::gru.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) gru_input(Tensor input, Tensor hx, Tensor[] @params, bool has_biases, long num_layers, double dropout, bool train, bool bidirectional, bool batch_first)
    {
        var params_ = stackalloc nint[@params.Length];
        Operator.Handles(@params, params_);
        var args = stackalloc Value[] { input, hx, Value.Tensors(params_, @params.Length), has_biases, num_layers, dropout, train, bidirectional, batch_first };
        var results = s_gru_input.Tuple(args, 9);
        GC.KeepAlive(input);
        GC.KeepAlive(hx);
        GC.KeepAlive(@params);
        return (results[0], results[1]);
    }

    private static readonly Operator s_gru_input = new("aten::gru", "input");

    /// <summary><c>aten::gt.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor gt_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_gt_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_gt_Scalar = new("aten::gt", "Scalar");

    /// <summary><c>aten::gt.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor gt_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_gt_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_gt_Tensor = new("aten::gt", "Tensor");

    /// <summary><c>aten::gt_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor gt__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_gt__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_gt__Scalar = new("aten::gt_", "Scalar");

    /// <summary><c>aten::gt_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor gt__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_gt__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_gt__Tensor = new("aten::gt_", "Tensor");
}
