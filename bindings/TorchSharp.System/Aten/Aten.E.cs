// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::einsum(str equation, Tensor[] tensors, *, int[]? path=None) -&gt; Tensor</c></summary>
    internal static Tensor einsum(string equation, Tensor[] tensors, long[]? path = null)
    {
        var equation_utf8 = Operator.Utf8(equation);
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        fixed (byte* equation_ = equation_utf8)
        fixed (long* path_ = path)
        {
            var args = stackalloc Value[] { Value.String(equation_, equation_utf8), Value.Tensors(tensors_, tensors.Length), Value.List(path_, path) };
            var result = s_einsum.Tensor(args, 3);
            GC.KeepAlive(tensors);
            return result;
        }
    }

    private static readonly Operator s_einsum = new("aten::einsum");

    /// <summary><c>aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -&gt; Tensor</c></summary>
    internal static Tensor elu(Tensor self, Scalar? alpha = null, Scalar? scale = null, Scalar? input_scale = null)
    {
        var args = stackalloc Value[] { self, alpha is null ? default : (Value)alpha, scale is null ? default : (Value)scale, input_scale is null ? default : (Value)input_scale };
        var result = s_elu.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(alpha);
        GC.KeepAlive(scale);
        GC.KeepAlive(input_scale);
        return result;
    }

    private static readonly Operator s_elu = new("aten::elu");

    /// <summary><c>aten::elu_(Tensor(a!) self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor elu_(Tensor self, Scalar? alpha = null, Scalar? scale = null, Scalar? input_scale = null)
    {
        var args = stackalloc Value[] { self, alpha is null ? default : (Value)alpha, scale is null ? default : (Value)scale, input_scale is null ? default : (Value)input_scale };
        s_elu_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(alpha);
        GC.KeepAlive(scale);
        GC.KeepAlive(input_scale);
        return self;
    }

    private static readonly Operator s_elu_ = new("aten::elu_");

    /// <summary><c>aten::embedding(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -&gt; Tensor</c></summary>
    internal static Tensor embedding(Tensor weight, Tensor indices, long padding_idx = -1, bool scale_grad_by_freq = false, bool sparse = false)
    {
        var args = stackalloc Value[] { weight, indices, padding_idx, scale_grad_by_freq, sparse };
        var result = s_embedding.Tensor(args, 5);
        GC.KeepAlive(weight);
        GC.KeepAlive(indices);
        return result;
    }

    private static readonly Operator s_embedding = new("aten::embedding");

    /// <summary><c>aten::embedding_renorm_(Tensor(a!) self, Tensor indices, float max_norm, float norm_type) -&gt; Tensor(a!)</c></summary>
    internal static Tensor embedding_renorm_(Tensor self, Tensor indices, double max_norm, double norm_type)
    {
        var args = stackalloc Value[] { self, indices, max_norm, norm_type };
        s_embedding_renorm_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(indices);
        return self;
    }

    private static readonly Operator s_embedding_renorm_ = new("aten::embedding_renorm_");

    /// <summary><c>aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor empty_like(Tensor self, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, default, device, default, memory_format };
        var result = s_empty_like.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_empty_like = new("aten::empty_like");

    /// <summary><c>aten::empty.memory_format(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor empty_memory_format(long[] size, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), dtype, default, device, default, memory_format };
            var result = s_empty_memory_format.Tensor(args, 6);
            return result;
        }
    }

    private static readonly Operator s_empty_memory_format = new("aten::empty", "memory_format");

    /// <summary><c>aten::empty_strided(SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor empty_strided(long[] size, long[] stride, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        fixed (long* stride_ = stride)
        {
            var args = stackalloc Value[] { Value.List(size_, size), Value.List(stride_, stride), dtype, default, device, default };
            var result = s_empty_strided.Tensor(args, 6);
            return result;
        }
    }

    private static readonly Operator s_empty_strided = new("aten::empty_strided");

    /// <summary><c>aten::eq.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor eq_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_eq_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_eq_Scalar = new("aten::eq", "Scalar");

    /// <summary><c>aten::eq.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor eq_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_eq_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_eq_Tensor = new("aten::eq", "Tensor");

    /// <summary><c>aten::eq_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor eq__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_eq__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_eq__Scalar = new("aten::eq_", "Scalar");

    /// <summary><c>aten::eq_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor eq__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_eq__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_eq__Tensor = new("aten::eq_", "Tensor");

    /// <summary><c>aten::equal(Tensor self, Tensor other) -&gt; bool</c></summary>
    internal static bool equal(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        bool result = s_equal.Call(args, 2).Boolean;
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_equal = new("aten::equal");

    /// <summary><c>aten::erf(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor erf(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_erf.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_erf = new("aten::erf");

    /// <summary><c>aten::erf_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor erf_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_erf_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_erf_ = new("aten::erf_");

    /// <summary><c>aten::erfc(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor erfc(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_erfc.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_erfc = new("aten::erfc");

    /// <summary><c>aten::erfc_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor erfc_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_erfc_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_erfc_ = new("aten::erfc_");

    /// <summary><c>aten::erfinv(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor erfinv(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_erfinv.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_erfinv = new("aten::erfinv");

    /// <summary><c>aten::erfinv_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor erfinv_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_erfinv_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_erfinv_ = new("aten::erfinv_");

    /// <summary><c>aten::exp(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor exp(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_exp.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_exp = new("aten::exp");

    /// <summary><c>aten::exp2(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor exp2(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_exp2.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_exp2 = new("aten::exp2");

    /// <summary><c>aten::exp2_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor exp2_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_exp2_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_exp2_ = new("aten::exp2_");

    /// <summary><c>aten::exp_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor exp_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_exp_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_exp_ = new("aten::exp_");

    /// <summary><c>aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -&gt; Tensor(a)</c></summary>
    internal static Tensor expand(Tensor self, long[] size, bool @implicit = false)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), @implicit };
            var result = s_expand.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_expand = new("aten::expand");

    /// <summary><c>aten::expm1(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor expm1(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_expm1.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_expm1 = new("aten::expm1");

    /// <summary><c>aten::expm1_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor expm1_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_expm1_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_expm1_ = new("aten::expm1_");

    /// <summary><c>aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor exponential_(Tensor self, double lambd = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, lambd, generator };
        s_exponential_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_exponential_ = new("aten::exponential_");

    /// <summary><c>aten::eye.m(int n, int m, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor eye_m(long n, long m, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { n, m, dtype, default, device, default };
        var result = s_eye_m.Tensor(args, 6);
        return result;
    }

    private static readonly Operator s_eye_m = new("aten::eye", "m");
}
