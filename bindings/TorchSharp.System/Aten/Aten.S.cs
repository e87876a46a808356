// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::scalar_tensor(Scalar s, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor scalar_tensor(Scalar s, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { s, dtype, default, device, default };
        var result = s_scalar_tensor.Tensor(args, 5);
        GC.KeepAlive(s);
        return result;
    }

    private static readonly Operator s_scalar_tensor = new("aten::scalar_tensor");

    /// <summary><c>aten::scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False) -&gt; Tensor</c></summary>
    internal static Tensor scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double dropout_p = 0.0, bool is_causal = false)
    {
        var args = stackalloc Value[] { query, key, value, attn_mask, dropout_p, is_causal };
        var result = s_scaled_dot_product_attention.Tensor(args, 6);
        GC.KeepAlive(query);
        GC.KeepAlive(key);
        GC.KeepAlive(value);
        GC.KeepAlive(attn_mask);
        return result;
    }

    internal static bool Has_scaled_dot_product_attention => s_scaled_dot_product_attention.Exists;

    private static readonly Operator s_scaled_dot_product_attention = new("aten::scaled_dot_product_attention");

    /// <summary><c>aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -&gt; Tensor(a!)</c></summary>
    internal static Tensor scatter__src(Tensor self, long dim, Tensor index, Tensor src)
    {
        var args = stackalloc Value[] { self, dim, index, src };
        s_scatter__src.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(src);
        return self;
    }

    private static readonly Operator s_scatter__src = new("aten::scatter_", "src");

    /// <summary><c>aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -&gt; Tensor</c></summary>
    internal static Tensor scatter_add(Tensor self, long dim, Tensor index, Tensor src)
    {
        var args = stackalloc Value[] { self, dim, index, src };
        var result = s_scatter_add.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(src);
        return result;
    }

    private static readonly Operator s_scatter_add = new("aten::scatter_add");

    /// <summary><c>aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -&gt; Tensor(a!)</c></summary>
    internal static Tensor scatter_add_(Tensor self, long dim, Tensor index, Tensor src)
    {
        var args = stackalloc Value[] { self, dim, index, src };
        s_scatter_add_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(src);
        return self;
    }

    private static readonly Operator s_scatter_add_ = new("aten::scatter_add_");

    /// <summary><c>aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -&gt; Tensor</c></summary>
    internal static Tensor scatter_src(Tensor self, long dim, Tensor index, Tensor src)
    {
        var args = stackalloc Value[] { self, dim, index, src };
        var result = s_scatter_src.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(src);
        return result;
    }

    private static readonly Operator s_scatter_src = new("aten::scatter", "src");

    /// <summary><c>aten::searchsorted.Scalar(Tensor sorted_sequence, Scalar self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -&gt; Tensor</c></summary>
    internal static Tensor searchsorted_Scalar(Tensor sorted_sequence, Scalar self, bool out_int32 = false, bool right = false, string? side = null, Tensor? sorter = null)
    {
        var side_utf8 = Operator.Utf8(side);
        fixed (byte* side_ = side_utf8)
        {
            var args = stackalloc Value[] { sorted_sequence, self, out_int32, right, Value.String(side_, side_utf8), sorter };
            var result = s_searchsorted_Scalar.Tensor(args, 6);
            GC.KeepAlive(sorted_sequence);
            GC.KeepAlive(self);
            GC.KeepAlive(sorter);
            return result;
        }
    }

    private static readonly Operator s_searchsorted_Scalar = new("aten::searchsorted", "Scalar");

    /// <summary><c>aten::searchsorted.Tensor(Tensor sorted_sequence, Tensor self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -&gt; Tensor</c></summary>
    internal static Tensor searchsorted_Tensor(Tensor sorted_sequence, Tensor self, bool out_int32 = false, bool right = false, string? side = null, Tensor? sorter = null)
    {
        var side_utf8 = Operator.Utf8(side);
        fixed (byte* side_ = side_utf8)
        {
            var args = stackalloc Value[] { sorted_sequence, self, out_int32, right, Value.String(side_, side_utf8), sorter };
            var result = s_searchsorted_Tensor.Tensor(args, 6);
            GC.KeepAlive(sorted_sequence);
            GC.KeepAlive(self);
            GC.KeepAlive(sorter);
            return result;
        }
    }

    private static readonly Operator s_searchsorted_Tensor = new("aten::searchsorted", "Tensor");

    /// <summary><c>aten::select.int(Tensor(a) self, int dim, int index) -&gt; Tensor(a)</c></summary>
    internal static Tensor select_int(Tensor self, long dim, long index)
    {
        var args = stackalloc Value[] { self, dim, index };
        var result = s_select_int.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_select_int = new("aten::select", "int");

    /// <summary><c>aten::select_scatter(Tensor self, Tensor src, int dim, int index) -&gt; Tensor</c></summary>
    internal static Tensor select_scatter(Tensor self, Tensor src, long dim, long index)
    {
        var args = stackalloc Value[] { self, src, dim, index };
        var result = s_select_scatter.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(src);
        return result;
    }

    private static readonly Operator s_select_scatter = new("aten::select_scatter");

    /// <summary><c>aten::selu(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor selu(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_selu.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_selu = new("aten::selu");

    /// <summary><c>aten::selu_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor selu_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_selu_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_selu_ = new("aten::selu_");

    /// <summary><c>aten::set_.source_Tensor(Tensor(a!) self, Tensor source) -&gt; Tensor(a!)</c></summary>
    internal static Tensor set__source_Tensor(Tensor self, Tensor source)
    {
        var args = stackalloc Value[] { self, source };
        s_set__source_Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(source);
        return self;
    }

    private static readonly Operator s_set__source_Tensor = new("aten::set_", "source_Tensor");

    /// <summary><c>aten::sgn(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sgn(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sgn.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sgn = new("aten::sgn");

    /// <summary><c>aten::sgn_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sgn_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sgn_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sgn_ = new("aten::sgn_");

    /// <summary><c>aten::sigmoid(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sigmoid(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sigmoid.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sigmoid = new("aten::sigmoid");

    /// <summary><c>aten::sigmoid_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sigmoid_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sigmoid_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sigmoid_ = new("aten::sigmoid_");

    /// <summary><c>aten::sign(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sign(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sign.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sign = new("aten::sign");

    /// <summary><c>aten::sign_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sign_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sign_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sign_ = new("aten::sign_");

    /// <summary><c>aten::signbit(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor signbit(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_signbit.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_signbit = new("aten::signbit");

    /// <summary><c>aten::silu(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor silu(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_silu.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_silu = new("aten::silu");

    /// <summary><c>aten::silu_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor silu_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_silu_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_silu_ = new("aten::silu_");

    /// <summary><c>aten::sin(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sin(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sin.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sin = new("aten::sin");

    /// <summary><c>aten::sin_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sin_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sin_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sin_ = new("aten::sin_");

    /// <summary><c>aten::sinc(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sinc(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sinc.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sinc = new("aten::sinc");

    /// <summary><c>aten::sinc_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sinc_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sinc_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sinc_ = new("aten::sinc_");

    /// <summary><c>aten::sinh(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sinh(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sinh.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sinh = new("aten::sinh");

    /// <summary><c>aten::sinh_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sinh_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sinh_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sinh_ = new("aten::sinh_");

    /// <summary><c>aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -&gt; Tensor(a)</c></summary>
    internal static Tensor slice_Tensor(Tensor self, long dim = 0, long? start = null, long? end = null, long step = 1)
    {
        var args = stackalloc Value[] { self, dim, start, end, step };
        var result = s_slice_Tensor.Tensor(args, 5);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_slice_Tensor = new("aten::slice", "Tensor");

    /// <summary><c>aten::slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -&gt; Tensor</c></summary>
    internal static Tensor slice_scatter(Tensor self, Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1)
    {
        var args = stackalloc Value[] { self, src, dim, start, end, step };
        var result = s_slice_scatter.Tensor(args, 6);
        GC.KeepAlive(self);
        GC.KeepAlive(src);
        return result;
    }

    private static readonly Operator s_slice_scatter = new("aten::slice_scatter");

    /// <summary><c>aten::smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.) -&gt; Tensor</c></summary>
    internal static Tensor smooth_l1_loss(Tensor self, Tensor target, long reduction = 1, double beta = 1.0)
    {
        var args = stackalloc Value[] { self, target, reduction, beta };
        var result = s_smooth_l1_loss.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_smooth_l1_loss = new("aten::smooth_l1_loss");

    /// <summary><c>aten::soft_margin_loss(Tensor self, Tensor target, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor soft_margin_loss(Tensor self, Tensor target, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, reduction };
        var result = s_soft_margin_loss.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_soft_margin_loss = new("aten::soft_margin_loss");

    /// <summary><c>aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor softmax_int(Tensor self, long dim, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dim, dtype };
        var result = s_softmax_int.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_softmax_int = new("aten::softmax", "int");

    /// <summary><c>aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -&gt; Tensor</c></summary>
    internal static Tensor softplus(Tensor self, Scalar? beta = null, Scalar? threshold = null)
    {
        var args = stackalloc Value[] { self, beta is null ? default : (Value)beta, threshold is null ? default : (Value)threshold };
        var result = s_softplus.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(beta);
        GC.KeepAlive(threshold);
        return result;
    }

    private static readonly Operator s_softplus = new("aten::softplus");

    /// <summary><c>aten::softshrink(Tensor self, Scalar lambd=0.5) -&gt; Tensor</c></summary>
    internal static Tensor softshrink(Tensor self, Scalar? lambd = null)
    {
        var args = stackalloc Value[] { self, lambd is null ? default : (Value)lambd };
        var result = s_softshrink.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(lambd);
        return result;
    }

    private static readonly Operator s_softshrink = new("aten::softshrink");

    /// <summary><c>aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) sort_stable(Tensor self, bool? stable, long dim = -1, bool descending = false)
    {
        var args = stackalloc Value[] { self, stable, dim, descending };
        var results = s_sort_stable.Tuple(args, 4);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_sort_stable = new("aten::sort", "stable");

    /// <summary><c>aten::sparse_coo_tensor.indices_size(Tensor indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor sparse_coo_tensor_indices_size(Tensor indices, Tensor values, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { indices, values, Value.List(size_, size), dtype, default, device, default };
            var result = s_sparse_coo_tensor_indices_size.Tensor(args, 7);
            GC.KeepAlive(indices);
            GC.KeepAlive(values);
            return result;
        }
    }

    private static readonly Operator s_sparse_coo_tensor_indices_size = new("aten::sparse_coo_tensor", "indices_size");

    /// <summary><c>aten::special_airy_ai(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_airy_ai(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_airy_ai.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_airy_ai = new("aten::special_airy_ai");

    /// <summary><c>aten::special_airy_ai.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_airy_ai_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_airy_ai_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_airy_ai_out = new("aten::special_airy_ai", "out");

    /// <summary><c>aten::special_bessel_j0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_j0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_j0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_j0 = new("aten::special_bessel_j0");

    /// <summary><c>aten::special_bessel_j0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_j0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_j0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_j0_out = new("aten::special_bessel_j0", "out");

    /// <summary><c>aten::special_bessel_j1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_j1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_j1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_j1 = new("aten::special_bessel_j1");

    /// <summary><c>aten::special_bessel_j1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_j1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_j1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_j1_out = new("aten::special_bessel_j1", "out");

    /// <summary><c>aten::special_bessel_y0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_y0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_y0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_y0 = new("aten::special_bessel_y0");

    /// <summary><c>aten::special_bessel_y0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_y0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_y0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_y0_out = new("aten::special_bessel_y0", "out");

    /// <summary><c>aten::special_bessel_y1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_bessel_y1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_bessel_y1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_bessel_y1 = new("aten::special_bessel_y1");

    /// <summary><c>aten::special_bessel_y1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_bessel_y1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_bessel_y1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_bessel_y1_out = new("aten::special_bessel_y1", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_t(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_t(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_t.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_t = new("aten::special_chebyshev_polynomial_t");

    /// <summary><c>aten::special_chebyshev_polynomial_t.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_t_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_t_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_t_out = new("aten::special_chebyshev_polynomial_t", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_u(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_u(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_u.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_u = new("aten::special_chebyshev_polynomial_u");

    /// <summary><c>aten::special_chebyshev_polynomial_u.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_u_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_u_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_u_out = new("aten::special_chebyshev_polynomial_u", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_v(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_v(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_v.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_v = new("aten::special_chebyshev_polynomial_v");

    /// <summary><c>aten::special_chebyshev_polynomial_v.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_v_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_v_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_v_out = new("aten::special_chebyshev_polynomial_v", "out");

    /// <summary><c>aten::special_chebyshev_polynomial_w(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_chebyshev_polynomial_w(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_chebyshev_polynomial_w.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_chebyshev_polynomial_w = new("aten::special_chebyshev_polynomial_w");

    /// <summary><c>aten::special_chebyshev_polynomial_w.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_chebyshev_polynomial_w_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_chebyshev_polynomial_w_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_chebyshev_polynomial_w_out = new("aten::special_chebyshev_polynomial_w", "out");

    /// <summary><c>aten::special_entr(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_entr(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_entr.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_entr = new("aten::special_entr");

    /// <summary><c>aten::special_erfcx(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_erfcx(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_erfcx.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_erfcx = new("aten::special_erfcx");

    /// <summary><c>aten::special_expit(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_expit(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_expit.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_expit = new("aten::special_expit");

    /// <summary><c>aten::special_gammainc(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_gammainc(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_gammainc.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_gammainc = new("aten::special_gammainc");

    /// <summary><c>aten::special_gammaincc(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_gammaincc(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_gammaincc.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_gammaincc = new("aten::special_gammaincc");

    /// <summary><c>aten::special_gammaln(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_gammaln(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_gammaln.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_gammaln = new("aten::special_gammaln");

    /// <summary><c>aten::special_hermite_polynomial_h(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_hermite_polynomial_h(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_hermite_polynomial_h.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_hermite_polynomial_h = new("aten::special_hermite_polynomial_h");

    /// <summary><c>aten::special_hermite_polynomial_h.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_hermite_polynomial_h_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_hermite_polynomial_h_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_hermite_polynomial_h_out = new("aten::special_hermite_polynomial_h", "out");

    /// <summary><c>aten::special_hermite_polynomial_he(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_hermite_polynomial_he(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_hermite_polynomial_he.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_hermite_polynomial_he = new("aten::special_hermite_polynomial_he");

    /// <summary><c>aten::special_hermite_polynomial_he.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_hermite_polynomial_he_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_hermite_polynomial_he_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_hermite_polynomial_he_out = new("aten::special_hermite_polynomial_he", "out");

    /// <summary><c>aten::special_i0e(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_i0e(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_i0e.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_i0e = new("aten::special_i0e");

    /// <summary><c>aten::special_i1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_i1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_i1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_i1 = new("aten::special_i1");

    /// <summary><c>aten::special_i1e(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_i1e(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_i1e.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_i1e = new("aten::special_i1e");

    /// <summary><c>aten::special_laguerre_polynomial_l(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_laguerre_polynomial_l(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_laguerre_polynomial_l.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_laguerre_polynomial_l = new("aten::special_laguerre_polynomial_l");

    /// <summary><c>aten::special_laguerre_polynomial_l.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_laguerre_polynomial_l_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_laguerre_polynomial_l_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_laguerre_polynomial_l_out = new("aten::special_laguerre_polynomial_l", "out");

    /// <summary><c>aten::special_legendre_polynomial_p(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_legendre_polynomial_p(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_legendre_polynomial_p.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_legendre_polynomial_p = new("aten::special_legendre_polynomial_p");

    /// <summary><c>aten::special_legendre_polynomial_p.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_legendre_polynomial_p_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_legendre_polynomial_p_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_legendre_polynomial_p_out = new("aten::special_legendre_polynomial_p", "out");

    /// <summary><c>aten::special_modified_bessel_i0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_i0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_i0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_i0 = new("aten::special_modified_bessel_i0");

    /// <summary><c>aten::special_modified_bessel_i0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_i0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_i0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_i0_out = new("aten::special_modified_bessel_i0", "out");

    /// <summary><c>aten::special_modified_bessel_i1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_i1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_i1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_i1 = new("aten::special_modified_bessel_i1");

    /// <summary><c>aten::special_modified_bessel_i1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_i1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_i1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_i1_out = new("aten::special_modified_bessel_i1", "out");

    /// <summary><c>aten::special_modified_bessel_k0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_k0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_k0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_k0 = new("aten::special_modified_bessel_k0");

    /// <summary><c>aten::special_modified_bessel_k0.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_k0_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_k0_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_k0_out = new("aten::special_modified_bessel_k0", "out");

    /// <summary><c>aten::special_modified_bessel_k1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_modified_bessel_k1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_modified_bessel_k1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_modified_bessel_k1 = new("aten::special_modified_bessel_k1");

    /// <summary><c>aten::special_modified_bessel_k1.out(Tensor self, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_modified_bessel_k1_out(Tensor self, Tensor @out)
    {
        var args = stackalloc Value[] { self, @out };
        s_special_modified_bessel_k1_out.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_modified_bessel_k1_out = new("aten::special_modified_bessel_k1", "out");

    /// <summary><c>aten::special_multigammaln(Tensor self, int p) -&gt; Tensor</c></summary>
    internal static Tensor special_multigammaln(Tensor self, long p)
    {
        var args = stackalloc Value[] { self, p };
        var result = s_special_multigammaln.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_multigammaln = new("aten::special_multigammaln");

    /// <summary><c>aten::special_ndtr(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_ndtr(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_ndtr.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_ndtr = new("aten::special_ndtr");

    /// <summary><c>aten::special_ndtri(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_ndtri(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_special_ndtri.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_ndtri = new("aten::special_ndtri");

    /// <summary><c>aten::special_polygamma(int n, Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor special_polygamma(long n, Tensor self)
    {
        var args = stackalloc Value[] { n, self };
        var result = s_special_polygamma.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_special_polygamma = new("aten::special_polygamma");

    /// <summary><c>aten::special_scaled_modified_bessel_k0(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_scaled_modified_bessel_k0(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_scaled_modified_bessel_k0.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k0 = new("aten::special_scaled_modified_bessel_k0");

    /// <summary><c>aten::special_scaled_modified_bessel_k0.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_scaled_modified_bessel_k0_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_scaled_modified_bessel_k0_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k0_out = new("aten::special_scaled_modified_bessel_k0", "out");

    /// <summary><c>aten::special_scaled_modified_bessel_k1(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_scaled_modified_bessel_k1(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_scaled_modified_bessel_k1.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k1 = new("aten::special_scaled_modified_bessel_k1");

    /// <summary><c>aten::special_scaled_modified_bessel_k1.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_scaled_modified_bessel_k1_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_scaled_modified_bessel_k1_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_scaled_modified_bessel_k1_out = new("aten::special_scaled_modified_bessel_k1", "out");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_t.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_t = new("aten::special_shifted_chebyshev_polynomial_t");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_t.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_t_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_t_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_t_out = new("aten::special_shifted_chebyshev_polynomial_t", "out");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_u.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_u = new("aten::special_shifted_chebyshev_polynomial_u");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_u.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_u_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_u_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_u_out = new("aten::special_shifted_chebyshev_polynomial_u", "out");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_v.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_v = new("aten::special_shifted_chebyshev_polynomial_v");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_v.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_v_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_v_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_v_out = new("aten::special_shifted_chebyshev_polynomial_v", "out");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n) -&gt; Tensor</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n)
    {
        var args = stackalloc Value[] { x, n };
        var result = s_special_shifted_chebyshev_polynomial_w.Tensor(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        return result;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_w = new("aten::special_shifted_chebyshev_polynomial_w");

    /// <summary><c>aten::special_shifted_chebyshev_polynomial_w.out(Tensor x, Tensor n, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_shifted_chebyshev_polynomial_w_out(Tensor x, Tensor n, Tensor @out)
    {
        var args = stackalloc Value[] { x, n, @out };
        s_special_shifted_chebyshev_polynomial_w_out.InPlace(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(n);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_shifted_chebyshev_polynomial_w_out = new("aten::special_shifted_chebyshev_polynomial_w", "out");

    /// <summary><c>aten::special_spherical_bessel_j0(Tensor x) -&gt; Tensor</c></summary>
    internal static Tensor special_spherical_bessel_j0(Tensor x)
    {
        var args = stackalloc Value[] { x };
        var result = s_special_spherical_bessel_j0.Tensor(args, 1);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_special_spherical_bessel_j0 = new("aten::special_spherical_bessel_j0");

    /// <summary><c>aten::special_spherical_bessel_j0.out(Tensor x, *, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor special_spherical_bessel_j0_out(Tensor x, Tensor @out)
    {
        var args = stackalloc Value[] { x, @out };
        s_special_spherical_bessel_j0_out.InPlace(args, 2);
        GC.KeepAlive(x);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_special_spherical_bessel_j0_out = new("aten::special_spherical_bessel_j0", "out");

    /// <summary><c>aten::special_xlog1py(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_xlog1py(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_xlog1py.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_xlog1py = new("aten::special_xlog1py");

    /// <summary><c>aten::special_zeta(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor special_zeta(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_special_zeta.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_special_zeta = new("aten::special_zeta");

    /// <summary><c>aten::split.Tensor(Tensor(a -&gt; *) self, int split_size, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] split_Tensor(Tensor self, long split_size, long dim = 0)
    {
        var args = stackalloc Value[] { self, split_size, dim };
        var results = s_split_Tensor.Tensors(args, 3);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_split_Tensor = new("aten::split", "Tensor");

    /// <summary><c>aten::split_with_sizes(Tensor(a -&gt; *) self, int[] split_sizes, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] split_with_sizes(Tensor self, long[] split_sizes, long dim = 0)
    {
        fixed (long* split_sizes_ = split_sizes)
        {
            var args = stackalloc Value[] { self, Value.List(split_sizes_, split_sizes), dim };
            var results = s_split_with_sizes.Tensors(args, 3);
            GC.KeepAlive(self);
            return results;
        }
    }

    private static readonly Operator s_split_with_sizes = new("aten::split_with_sizes");

    /// <summary><c>aten::sqrt(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor sqrt(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_sqrt.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sqrt = new("aten::sqrt");

    /// <summary><c>aten::sqrt_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sqrt_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_sqrt_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_sqrt_ = new("aten::sqrt_");

    /// <summary><c>aten::square(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor square(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_square.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_square = new("aten::square");

    /// <summary><c>aten::squeeze(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor squeeze(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_squeeze.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_squeeze = new("aten::squeeze");

    /// <summary><c>aten::squeeze_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor squeeze_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_squeeze_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_squeeze_ = new("aten::squeeze_");

    /// <summary><c>aten::squeeze_.dim(Tensor(a!) self, int dim) -&gt; Tensor(a!)</c></summary>
    internal static Tensor squeeze__dim(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        s_squeeze__dim.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_squeeze__dim = new("aten::squeeze_", "dim");

    /// <summary><c>aten::squeeze.dim(Tensor(a) self, int dim) -&gt; Tensor(a)</c></summary>
    internal static Tensor squeeze_dim(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        var result = s_squeeze_dim.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_squeeze_dim = new("aten::squeeze", "dim");

    /// <summary><c>aten::stack(Tensor[] tensors, int dim=0) -&gt; Tensor</c></summary>
    internal static Tensor stack(Tensor[] tensors, long dim = 0)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length), dim };
        var result = s_stack.Tensor(args, 2);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_stack = new("aten::stack");

    /// <summary><c>aten::std(Tensor self, bool unbiased=True) -&gt; Tensor</c></summary>
    internal static Tensor std(Tensor self, bool unbiased = true)
    {
        var args = stackalloc Value[] { self, unbiased };
        var result = s_std.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_std = new("aten::std");

    /// <summary><c>aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor std_dim(Tensor self, long[]? dim, bool unbiased = true, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), unbiased, keepdim };
            var result = s_std_dim.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_std_dim = new("aten::std", "dim");

    /// <summary><c>aten::std_mean(Tensor self, bool unbiased=True) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) std_mean(Tensor self, bool unbiased = true)
    {
        var args = stackalloc Value[] { self, unbiased };
        var results = s_std_mean.Tuple(args, 2);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_std_mean = new("aten::std_mean");

    /// <summary><c>aten::std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) std_mean_dim(Tensor self, long[]? dim, bool unbiased = true, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), unbiased, keepdim };
            var results = s_std_mean_dim.Tuple(args, 4);
            GC.KeepAlive(self);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_std_mean_dim = new("aten::std_mean", "dim");

    /// <summary><c>aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor sub_Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_sub_Scalar.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_sub_Scalar = new("aten::sub", "Scalar");

    /// <summary><c>aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor sub_Tensor(Tensor self, Tensor other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_sub_Tensor.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_sub_Tensor = new("aten::sub", "Tensor");

    /// <summary><c>aten::sub_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sub__Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        s_sub__Scalar.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_sub__Scalar = new("aten::sub_", "Scalar");

    /// <summary><c>aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor sub__Tensor(Tensor self, Tensor other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        s_sub__Tensor.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_sub__Tensor = new("aten::sub_", "Tensor");

    /// <summary><c>aten::sum(Tensor self, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor sum(Tensor self, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dtype };
        var result = s_sum.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_sum = new("aten::sum");

    /// <summary><c>aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor sum_dim_IntList(Tensor self, long[]? dim, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), keepdim, dtype };
            var result = s_sum_dim_IntList.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_sum_dim_IntList = new("aten::sum", "dim_IntList");
}
