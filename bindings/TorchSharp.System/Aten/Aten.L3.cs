// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::linalg_vander(Tensor x, *, int? N=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_vander(Tensor x, long? N = null)
    {
        var args = stackalloc Value[] { x, N };
        var result = s_linalg_vander.Tensor(args, 2);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_linalg_vander = new("aten::linalg_vander");

    /// <summary><c>aten::linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -&gt; Tensor</c></summary>
    internal static Tensor linalg_vecdot(Tensor x, Tensor y, long dim = -1)
    {
        var args = stackalloc Value[] { x, y, dim };
        var result = s_linalg_vecdot.Tensor(args, 3);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        return result;
    }

    private static readonly Operator s_linalg_vecdot = new("aten::linalg_vecdot");

    /// <summary><c>aten::linalg_vecdot.out(Tensor x, Tensor y, *, int dim=-1, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor linalg_vecdot_out(Tensor x, Tensor y, long dim, Tensor @out)
    {
        var args = stackalloc Value[] { x, y, dim, @out };
        s_linalg_vecdot_out.InPlace(args, 4);
        GC.KeepAlive(x);
        GC.KeepAlive(y);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_linalg_vecdot_out = new("aten::linalg_vecdot", "out");

    /// <summary><c>aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor linalg_vector_norm(Tensor self, Scalar? ord = null, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, ord is null ? default : (Value)ord, Value.List(dim_, dim), keepdim, dtype };
            var result = s_linalg_vector_norm.Tensor(args, 5);
            GC.KeepAlive(self);
            GC.KeepAlive(ord);
            return result;
        }
    }

    private static readonly Operator s_linalg_vector_norm = new("aten::linalg_vector_norm");

    /// <summary><c>aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -&gt; Tensor</c></summary>
    internal static Tensor linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        var args = stackalloc Value[] { input, weight, bias };
        var result = s_linear.Tensor(args, 3);
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        return result;
    }

    private static readonly Operator s_linear = new("aten::linear");

    /// <summary><c>aten::linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor linspace(Scalar start, Scalar end, long steps, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, steps, dtype, default, device, default };
        var result = s_linspace.Tensor(args, 7);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        return result;
    }

    private static readonly Operator s_linspace = new("aten::linspace");

    /// <summary><c>aten::log(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log = new("aten::log");

    /// <summary><c>aten::log10(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log10(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log10.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log10 = new("aten::log10");

    /// <summary><c>aten::log10_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log10_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log10_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log10_ = new("aten::log10_");

    /// <summary><c>aten::log1p(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log1p(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log1p.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log1p = new("aten::log1p");

    /// <summary><c>aten::log1p_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log1p_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log1p_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log1p_ = new("aten::log1p_");

    /// <summary><c>aten::log2(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log2(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log2.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log2 = new("aten::log2");

    /// <summary><c>aten::log2_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log2_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log2_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log2_ = new("aten::log2_");

    /// <summary><c>aten::log_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_log_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_log_ = new("aten::log_");

    /// <summary><c>aten::log_normal_(Tensor(a!) self, float mean=1., float std=2., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor log_normal_(Tensor self, double mean = 1.0, double std = 2.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, mean, std, generator };
        s_log_normal_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_log_normal_ = new("aten::log_normal_");

    /// <summary><c>aten::log_sigmoid(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor log_sigmoid(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_log_sigmoid.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log_sigmoid = new("aten::log_sigmoid");

    /// <summary><c>aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor log_softmax_int(Tensor self, long dim, ScalarType? dtype = null)
    {
        var args = stackalloc Value[] { self, dim, dtype };
        var result = s_log_softmax_int.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_log_softmax_int = new("aten::log_softmax", "int");

    /// <summary><c>aten::logaddexp(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logaddexp(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logaddexp.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logaddexp = new("aten::logaddexp");

    /// <summary><c>aten::logaddexp2(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logaddexp2(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logaddexp2.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logaddexp2 = new("aten::logaddexp2");

    /// <summary><c>aten::logcumsumexp(Tensor self, int dim) -&gt; Tensor</c></summary>
    internal static Tensor logcumsumexp(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        var result = s_logcumsumexp.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logcumsumexp = new("aten::logcumsumexp");

    /// <summary><c>aten::logdet(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor logdet(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_logdet.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logdet = new("aten::logdet");

    /// <summary><c>aten::logical_and(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logical_and(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logical_and.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logical_and = new("aten::logical_and");

    /// <summary><c>aten::logical_and_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_and_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_logical_and_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_logical_and_ = new("aten::logical_and_");

    /// <summary><c>aten::logical_not(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor logical_not(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_logical_not.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logical_not = new("aten::logical_not");

    /// <summary><c>aten::logical_not_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_not_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_logical_not_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_logical_not_ = new("aten::logical_not_");

    /// <summary><c>aten::logical_or(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logical_or(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logical_or.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logical_or = new("aten::logical_or");

    /// <summary><c>aten::logical_or_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_or_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_logical_or_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_logical_or_ = new("aten::logical_or_");

    /// <summary><c>aten::logical_xor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor logical_xor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_logical_xor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_logical_xor = new("aten::logical_xor");

    /// <summary><c>aten::logical_xor_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logical_xor_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_logical_xor_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_logical_xor_ = new("aten::logical_xor_");

    /// <summary><c>aten::logit(Tensor self, float? eps=None) -&gt; Tensor</c></summary>
    internal static Tensor logit(Tensor self, double? eps = null)
    {
        var args = stackalloc Value[] { self, eps };
        var result = s_logit.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_logit = new("aten::logit");

    /// <summary><c>aten::logit_(Tensor(a!) self, float? eps=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor logit_(Tensor self, double? eps = null)
    {
        var args = stackalloc Value[] { self, eps };
        s_logit_.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_logit_ = new("aten::logit_");

    /// <summary><c>aten::logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor logspace(Scalar start, Scalar end, long steps, double @base = 10.0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { start, end, steps, @base, dtype, default, device, default };
        var result = s_logspace.Tensor(args, 8);
        GC.KeepAlive(start);
        GC.KeepAlive(end);
        return result;
    }

    private static readonly Operator s_logspace = new("aten::logspace");
}
