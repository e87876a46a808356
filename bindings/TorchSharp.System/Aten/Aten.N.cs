// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -&gt; Tensor</c></summary>
    internal static Tensor nan_to_num(Tensor self, double? nan = null, double? posinf = null, double? neginf = null)
    {
        var args = stackalloc Value[] { self, nan, posinf, neginf };
        var result = s_nan_to_num.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_nan_to_num = new("aten::nan_to_num");

    /// <summary><c>aten::nan_to_num_(Tensor(a!) self, float? nan=None, float? posinf=None, float? neginf=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor nan_to_num_(Tensor self, double? nan = null, double? posinf = null, double? neginf = null)
    {
        var args = stackalloc Value[] { self, nan, posinf, neginf };
        s_nan_to_num_.InPlace(args, 4);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_nan_to_num_ = new("aten::nan_to_num_");

    /// <summary><c>aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor nanmean(Tensor self, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), keepdim, dtype };
            var result = s_nanmean.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_nanmean = new("aten::nanmean");

    /// <summary><c>aten::nanmedian(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor nanmedian(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_nanmedian.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_nanmedian = new("aten::nanmedian");

    /// <summary><c>aten::nanquantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -&gt; Tensor</c></summary>
    internal static Tensor nanquantile(Tensor self, Tensor q, long? dim = null, bool keepdim = false, string? interpolation = null)
    {
        var interpolation_utf8 = Operator.Utf8(interpolation);
        fixed (byte* interpolation_ = interpolation_utf8)
        {
            var args = stackalloc Value[] { self, q, dim, keepdim, interpolation is null ? default : Value.String(interpolation_, interpolation_utf8) };
            var result = s_nanquantile.Tensor(args, 5);
            GC.KeepAlive(self);
            GC.KeepAlive(q);
            return result;
        }
    }

    private static readonly Operator s_nanquantile = new("aten::nanquantile");

    /// <summary><c>aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -&gt; Tensor</c></summary>
    internal static Tensor nansum(Tensor self, long[]? dim = null, bool keepdim = false, ScalarType? dtype = null)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), keepdim, dtype };
            var result = s_nansum.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_nansum = new("aten::nansum");

    /// <summary><c>aten::narrow(Tensor(a) self, int dim, int start, int length) -&gt; Tensor(a)</c></summary>
    internal static Tensor narrow(Tensor self, long dim, long start, long length)
    {
        var args = stackalloc Value[] { self, dim, start, length };
        var result = s_narrow.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_narrow = new("aten::narrow");

    /// <summary><c>aten::ne.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor ne_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_ne_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_ne_Scalar = new("aten::ne", "Scalar");

    /// <summary><c>aten::ne.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor ne_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_ne_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_ne_Tensor = new("aten::ne", "Tensor");

    /// <summary><c>aten::ne_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor ne__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_ne__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_ne__Scalar = new("aten::ne_", "Scalar");

    /// <summary><c>aten::ne_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor ne__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_ne__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_ne__Tensor = new("aten::ne_", "Tensor");

    /// <summary><c>aten::neg(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor neg(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_neg.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_neg = new("aten::neg");

    /// <summary><c>aten::neg_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor neg_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_neg_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_neg_ = new("aten::neg_");

    /// <summary><c>aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_empty(Tensor self, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), dtype, default, device, default };
            var result = s_new_empty.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_new_empty = new("aten::new_empty");

    /// <summary><c>aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_full(Tensor self, long[] size, Scalar fill_value, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), fill_value, dtype, default, device, default };
            var result = s_new_full.Tensor(args, 7);
            GC.KeepAlive(self);
            GC.KeepAlive(fill_value);
            return result;
        }
    }

    private static readonly Operator s_new_full = new("aten::new_full");

    /// <summary><c>aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_ones(Tensor self, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), dtype, default, device, default };
            var result = s_new_ones.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_new_ones = new("aten::new_ones");

    /// <summary><c>aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor new_zeros(Tensor self, long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size), dtype, default, device, default };
            var result = s_new_zeros.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_new_zeros = new("aten::new_zeros");

    /// <summary><c>aten::nextafter(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor nextafter(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_nextafter.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_nextafter = new("aten::nextafter");

    /// <summary><c>aten::nextafter_(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor nextafter_(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_nextafter_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_nextafter_ = new("aten::nextafter_");

    /// <summary><c>aten::nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, int ignore_index=-100) -&gt; Tensor</c></summary>
    internal static Tensor nll_loss_nd(Tensor self, Tensor target, Tensor? weight = null, long reduction = 1, long ignore_index = -100)
    {
        var args = stackalloc Value[] { self, target, weight, reduction, ignore_index };
        var result = s_nll_loss_nd.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        GC.KeepAlive(weight);
        return result;
    }

    private static readonly Operator s_nll_loss_nd = new("aten::nll_loss_nd");

    /// <summary><c>aten::nonzero(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor nonzero(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_nonzero.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_nonzero = new("aten::nonzero");

    /// <summary><c>aten::norm.Scalar(Tensor self, Scalar p=2) -&gt; Tensor</c></summary>
    internal static Tensor norm_Scalar(Tensor self, Scalar? p = null)
    {
        var args = stackalloc Value[] { self, p is null ? default : (Value)p };
        var result = s_norm_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(p);
        return result;
    }

    private static readonly Operator s_norm_Scalar = new("aten::norm", "Scalar");

    /// <summary><c>aten::norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor norm_ScalarOpt_dim(Tensor self, Scalar? p, long[] dim, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, p, Value.List(dim_, dim), keepdim };
            var result = s_norm_ScalarOpt_dim.Tensor(args, 4);
            GC.KeepAlive(self);
            GC.KeepAlive(p);
            return result;
        }
    }

    private static readonly Operator s_norm_ScalarOpt_dim = new("aten::norm", "ScalarOpt_dim");

    /// <summary><c>aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor normal_(Tensor self, double mean = 0.0, double std = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, mean, std, generator };
        s_normal_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_normal_ = new("aten::normal_");
}
