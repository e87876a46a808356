// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::_indices(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor _indices(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s__indices.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s__indices = new("aten::_indices");

    /// <summary><c>aten::i0(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor i0(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_i0.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_i0 = new("aten::i0");

    /// <summary><c>aten::i0_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor i0_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_i0_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_i0_ = new("aten::i0_");

    /// <summary><c>aten::igamma(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor igamma(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_igamma.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_igamma = new("aten::igamma");

    /// <summary><c>aten::igammac(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor igammac(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_igammac.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_igammac = new("aten::igammac");

    /// <summary><c>aten::im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -&gt; Tensor</c></summary>
    internal static Tensor im2col(Tensor self, long[] kernel_size, long[] dilation, long[] padding, long[] stride)
    {
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* dilation_ = dilation)
        fixed (long* padding_ = padding)
        fixed (long* stride_ = stride)
        {
            var args = stackalloc Value[] { self, Value.List(kernel_size_, kernel_size), Value.List(dilation_, dilation), Value.List(padding_, padding), Value.List(stride_, stride) };
            var result = s_im2col.Tensor(args, 5);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_im2col = new("aten::im2col");

    /// <summary><c>aten::imag(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor imag(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_imag.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_imag = new("aten::imag");

    /// <summary><c>aten::index.Tensor(Tensor self, Tensor?[] indices) -&gt; Tensor</c></summary>
    internal static Tensor index_Tensor(Tensor self, Tensor?[] indices)
    {
        var indices_ = stackalloc nint[indices.Length];
        Operator.OptionalHandles(indices, indices_);
        var args = stackalloc Value[] { self, Value.OptionalTensors(indices_, indices.Length) };
        var result = s_index_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(indices);
        return result;
    }

    private static readonly Operator s_index_Tensor = new("aten::index", "Tensor");

    /// <summary><c>aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor index_add(Tensor self, long dim, Tensor index, Tensor source, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, dim, index, source, alpha is null ? default : (Value)alpha };
        var result = s_index_add.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(source);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_index_add = new("aten::index_add");

    /// <summary><c>aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor index_add_(Tensor self, long dim, Tensor index, Tensor source, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, dim, index, source, alpha is null ? default : (Value)alpha };
        s_index_add_.InPlace(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(source);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_index_add_ = new("aten::index_add_");

    /// <summary><c>aten::index_copy(Tensor self, int dim, Tensor index, Tensor source) -&gt; Tensor</c></summary>
    internal static Tensor index_copy(Tensor self, long dim, Tensor index, Tensor source)
    {
        var args = stackalloc Value[] { self, dim, index, source };
        var result = s_index_copy.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(source);
        return result;
    }

    private static readonly Operator s_index_copy = new("aten::index_copy");

    /// <summary><c>aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -&gt; Tensor(a!)</c></summary>
    internal static Tensor index_copy_(Tensor self, long dim, Tensor index, Tensor source)
    {
        var args = stackalloc Value[] { self, dim, index, source };
        s_index_copy_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(source);
        return self;
    }

    private static readonly Operator s_index_copy_ = new("aten::index_copy_");

    /// <summary><c>aten::index_fill_.int_Scalar(Tensor(a!) self, int dim, Tensor index, Scalar value) -&gt; Tensor(a!)</c></summary>
    internal static Tensor index_fill__int_Scalar(Tensor self, long dim, Tensor index, Scalar value)
    {
        var args = stackalloc Value[] { self, dim, index, value };
        s_index_fill__int_Scalar.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(value);
        return self;
    }

    private static readonly Operator s_index_fill__int_Scalar = new("aten::index_fill_", "int_Scalar");

    /// <summary><c>aten::index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -&gt; Tensor</c></summary>
    internal static Tensor index_fill_int_Scalar(Tensor self, long dim, Tensor index, Scalar value)
    {
        var args = stackalloc Value[] { self, dim, index, value };
        var result = s_index_fill_int_Scalar.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        GC.KeepAlive(value);
        return result;
    }

    private static readonly Operator s_index_fill_int_Scalar = new("aten::index_fill", "int_Scalar");

    /// <summary><c>aten::index_put_(Tensor(a!) self, Tensor?[] indices, Tensor values, bool accumulate=False) -&gt; Tensor(a!)</c></summary>
    internal static Tensor index_put_(Tensor self, Tensor?[] indices, Tensor values, bool accumulate = false)
    {
        var indices_ = stackalloc nint[indices.Length];
        Operator.OptionalHandles(indices, indices_);
        var args = stackalloc Value[] { self, Value.OptionalTensors(indices_, indices.Length), values, accumulate };
        s_index_put_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(indices);
        GC.KeepAlive(values);
        return self;
    }

    private static readonly Operator s_index_put_ = new("aten::index_put_");

    /// <summary><c>aten::index_select(Tensor self, int dim, Tensor index) -&gt; Tensor</c></summary>
    internal static Tensor index_select(Tensor self, long dim, Tensor index)
    {
        var args = stackalloc Value[] { self, dim, index };
        var result = s_index_select.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(index);
        return result;
    }

    private static readonly Operator s_index_select = new("aten::index_select");

    /// <summary><c>aten::inner(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor inner(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_inner.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_inner = new("aten::inner");

    /// <summary><c>aten::instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, float momentum, float eps, bool cudnn_enabled) -&gt; Tensor</c></summary>
    internal static Tensor instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, double momentum, double eps, bool cudnn_enabled)
    {
        var args = stackalloc Value[] { input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, cudnn_enabled };
        var result = s_instance_norm.Tensor(args, 9);
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        GC.KeepAlive(running_mean);
        GC.KeepAlive(running_var);
        return result;
    }

    private static readonly Operator s_instance_norm = new("aten::instance_norm");

    /// <summary><c>aten::is_conj(Tensor self) -&gt; bool</c></summary>
    internal static bool is_conj(Tensor self)
    {
        var args = stackalloc Value[] { self };
        bool result = s_is_conj.Call(args, 1).Boolean;
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_is_conj = new("aten::is_conj");

    /// <summary><c>aten::is_neg(Tensor self) -&gt; bool</c></summary>
    internal static bool is_neg(Tensor self)
    {
        var args = stackalloc Value[] { self };
        bool result = s_is_neg.Call(args, 1).Boolean;
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_is_neg = new("aten::is_neg");

    /// <summary><c>aten::is_nonzero(Tensor self) -&gt; bool</c></summary>
    internal static bool is_nonzero(Tensor self)
    {
        var args = stackalloc Value[] { self };
        bool result = s_is_nonzero.Call(args, 1).Boolean;
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_is_nonzero = new("aten::is_nonzero");

    /// <summary><c>aten::is_pinned(Tensor self, Device? device=None) -&gt; bool</c></summary>
    internal static bool is_pinned(Tensor self, Device? device = null)
    {
        var args = stackalloc Value[] { self, device };
        bool result = s_is_pinned.Call(args, 2).Boolean;
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_is_pinned = new("aten::is_pinned");

    /// <summary><c>aten::isclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -&gt; Tensor</c></summary>
    internal static Tensor isclose(Tensor self, Tensor other, double rtol = 1.0000000000000001e-05, double atol = 1e-08, bool equal_nan = false)
    {
        var args = stackalloc Value[] { self, other, rtol, atol, equal_nan };
        var result = s_isclose.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_isclose = new("aten::isclose");

    /// <summary><c>aten::isfinite(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor isfinite(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_isfinite.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_isfinite = new("aten::isfinite");

    /// <summary><c>aten::isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -&gt; Tensor</c></summary>
    internal static Tensor isin_Tensor_Tensor(Tensor elements, Tensor test_elements, bool assume_unique = false, bool invert = false)
    {
        var args = stackalloc Value[] { elements, test_elements, assume_unique, invert };
        var result = s_isin_Tensor_Tensor.Tensor(args, 4);
        GC.KeepAlive(elements);
        GC.KeepAlive(test_elements);
        return result;
    }

    private static readonly Operator s_isin_Tensor_Tensor = new("aten::isin", "Tensor_Tensor");

    /// <summary><c>aten::isinf(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor isinf(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_isinf.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_isinf = new("aten::isinf");

    /// <summary><c>aten::isnan(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor isnan(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_isnan.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_isnan = new("aten::isnan");

    /// <summary><c>aten::isneginf(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor isneginf(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_isneginf.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_isneginf = new("aten::isneginf");

    /// <summary><c>aten::isposinf(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor isposinf(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_isposinf.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_isposinf = new("aten::isposinf");

    /// <summary><c>aten::isreal(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor isreal(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_isreal.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_isreal = new("aten::isreal");

    /// <summary><c>aten::item(Tensor self) -&gt; Scalar</c></summary>
    internal static Scalar item(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_item.Scalar(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_item = new("aten::item");
}
