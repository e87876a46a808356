// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::fft_rfftn(Tensor self, int[1]? s=None, int[1]? dim=None, str? norm=None) -&gt; Tensor</c></summary>
    internal static Tensor fft_rfftn(Tensor self, long[]? s = null, long[]? dim = null, string? norm = null)
    {
        var norm_utf8 = Operator.Utf8(norm);
        fixed (long* s_ = s)
        fixed (long* dim_ = dim)
        fixed (byte* norm_ = norm_utf8)
        {
            var args = stackalloc Value[] { self, Value.List(s_, s), Value.List(dim_, dim), Value.String(norm_, norm_utf8) };
            var result = s_fft_rfftn.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_fft_rfftn = new("aten::fft_rfftn");

    /// <summary><c>aten::fill_.Scalar(Tensor(a!) self, Scalar value) -&gt; Tensor(a!)</c></summary>
    internal static Tensor fill__Scalar(Tensor self, Scalar value)
    {
        var args = stackalloc Value[] { self, value };
        s_fill__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(value);
        return self;
    }

    private static readonly Operator s_fill__Scalar = new("aten::fill_", "Scalar");

    /// <summary><c>aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -&gt; Tensor(a)</c></summary>
    internal static Tensor flatten_using_ints(Tensor self, long start_dim = 0, long end_dim = -1)
    {
        var args = stackalloc Value[] { self, start_dim, end_dim };
        var result = s_flatten_using_ints.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_flatten_using_ints = new("aten::flatten", "using_ints");

    /// <summary><c>aten::flip(Tensor self, int[] dims) -&gt; Tensor</c></summary>
    internal static Tensor flip(Tensor self, long[] dims)
    {
        fixed (long* dims_ = dims)
        {
            var args = stackalloc Value[] { self, Value.List(dims_, dims) };
            var result = s_flip.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_flip = new("aten::flip");

    /// <summary><c>aten::fliplr(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor fliplr(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_fliplr.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_fliplr = new("aten::fliplr");

    /// <summary><c>aten::flipud(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor flipud(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_flipud.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_flipud = new("aten::flipud");

    /// <summary><c>aten::float_power.Tensor_Tensor(Tensor self, Tensor exponent) -&gt; Tensor</c></summary>
    internal static Tensor float_power_Tensor_Tensor(Tensor self, Tensor exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        var result = s_float_power_Tensor_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return result;
    }

    private static readonly Operator s_float_power_Tensor_Tensor = new("aten::float_power", "Tensor_Tensor");

    /// <summary><c>aten::float_power_.Tensor(Tensor(a!) self, Tensor exponent) -&gt; Tensor(a!)</c></summary>
    internal static Tensor float_power__Tensor(Tensor self, Tensor exponent)
    {
        var args = stackalloc Value[] { self, exponent };
        s_float_power__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(exponent);
        return self;
    }

    private static readonly Operator s_float_power__Tensor = new("aten::float_power_", "Tensor");

    /// <summary><c>aten::floor(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor floor(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_floor.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_floor = new("aten::floor");

    /// <summary><c>aten::floor_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor floor_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_floor_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_floor_ = new("aten::floor_");

    /// <summary><c>aten::floor_divide(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor floor_divide(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_floor_divide.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_floor_divide = new("aten::floor_divide");

    /// <summary><c>aten::floor_divide.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor floor_divide_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_floor_divide_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_floor_divide_Scalar = new("aten::floor_divide", "Scalar");

    /// <summary><c>aten::floor_divide_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor floor_divide__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_floor_divide__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_floor_divide__Scalar = new("aten::floor_divide_", "Scalar");

    /// <summary><c>aten::floor_divide_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor floor_divide__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_floor_divide__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_floor_divide__Tensor = new("aten::floor_divide_", "Tensor");

    /// <summary><c>aten::fmax(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor fmax(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmax.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmax = new("aten::fmax");

    /// <summary><c>aten::fmin(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor fmin(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmin.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmin = new("aten::fmin");

    /// <summary><c>aten::fmod.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor fmod_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmod_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmod_Scalar = new("aten::fmod", "Scalar");

    /// <summary><c>aten::fmod.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor fmod_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_fmod_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_fmod_Tensor = new("aten::fmod", "Tensor");

    /// <summary><c>aten::fmod_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor fmod__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_fmod__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_fmod__Scalar = new("aten::fmod_", "Scalar");

    /// <summary><c>aten::fmod_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor fmod__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_fmod__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_fmod__Tensor = new("aten::fmod_", "Tensor");

    /// <summary><c>aten::frac(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor frac(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_frac.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_frac = new("aten::frac");

    /// <summary><c>aten::frac_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor frac_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_frac_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_frac_ = new("aten::frac_");

    /// <summary><c>aten::frexp.Tensor(Tensor self) -&gt; (Tensor mantissa, Tensor exponent)</c></summary>
    internal static (Tensor, Tensor) frexp_Tensor(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var results = s_frexp_Tensor.Tuple(args, 1);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_frexp_Tensor = new("aten::frexp", "Tensor");

    /// <summary><c>aten::from_file(str filename, bool? shared=None, int? size=0, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor from_file(string filename, bool? shared = null, long? size = null, ScalarType? dtype = null, Device? device = null)
    {
        var filename_utf8 = Operator.Utf8(filename);
        fixed (byte* filename_ = filename_utf8)
        {
            var args = stackalloc Value[] { Value.String(filename_, filename_utf8), shared, size, dtype, default, device, default };
            var result = s_from_file.Tensor(args, 7);
            return result;
        }
    }

    private static readonly Operator s_from_file = new("aten::from_file");

    /// <summary><c>aten::full(SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor full(long[] size, Scalar fill_value, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), fill_value, dtype, default, device, default };
            var result = s_full.Tensor(args, 6);
            GC.KeepAlive(fill_value);
            return result;
        }
    }

    private static readonly Operator s_full = new("aten::full");

    /// <summary><c>aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor full_like(Tensor self, Scalar fill_value, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, fill_value, dtype, default, device, default, memory_format };
        var result = s_full_like.Tensor(args, 7);
        GC.KeepAlive(self);
        GC.KeepAlive(fill_value);
        return result;
    }

    private static readonly Operator s_full_like = new("aten::full_like");
}
