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
}
