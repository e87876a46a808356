// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::rad2deg(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor rad2deg(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_rad2deg.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_rad2deg = new("aten::rad2deg");

    /// <summary><c>aten::rad2deg_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor rad2deg_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_rad2deg_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_rad2deg_ = new("aten::rad2deg_");

    /// <summary><c>aten::rand.generator(int[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor rand_generator(long[] size, Generator? generator, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), generator, dtype, default, device, default };
            var result = s_rand_generator.Tensor(args, 6);
            GC.KeepAlive(generator);
            return result;
        }
    }

    private static readonly Operator s_rand_generator = new("aten::rand", "generator");

    /// <summary><c>aten::rand_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor rand_like(Tensor self, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, default, device, default, memory_format };
        var result = s_rand_like.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_rand_like = new("aten::rand_like");

    /// <summary><c>aten::randint_like.low_dtype(Tensor self, int low, int high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor randint_like_low_dtype(Tensor self, long low, long high, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, low, high, dtype, default, device, default, memory_format };
        var result = s_randint_like_low_dtype.Tensor(args, 8);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_randint_like_low_dtype = new("aten::randint_like", "low_dtype");

    /// <summary><c>aten::randint.low_generator(int low, int high, int[] size, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor randint_low_generator(long low, long high, long[] size, Generator? generator, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { low, high, Value.List(size_, size), generator, dtype, default, device, default };
            var result = s_randint_low_generator.Tensor(args, 8);
            GC.KeepAlive(generator);
            return result;
        }
    }

    private static readonly Operator s_randint_low_generator = new("aten::randint", "low_generator");

    /// <summary><c>aten::randn.generator(int[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor randn_generator(long[] size, Generator? generator, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), generator, dtype, default, device, default };
            var result = s_randn_generator.Tensor(args, 6);
            GC.KeepAlive(generator);
            return result;
        }
    }

    private static readonly Operator s_randn_generator = new("aten::randn", "generator");

    /// <summary><c>aten::randn_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor randn_like(Tensor self, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, default, device, default, memory_format };
        var result = s_randn_like.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_randn_like = new("aten::randn_like");

    /// <summary><c>aten::random_.from(Tensor(a!) self, int from, int? to, *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor random__from(Tensor self, long from, long? to, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, from, to, generator };
        s_random__from.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_random__from = new("aten::random_", "from");

    /// <summary><c>aten::randperm.generator(int n, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor randperm_generator(long n, Generator? generator, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { n, generator, dtype, default, device, default };
        var result = s_randperm_generator.Tensor(args, 6);
        GC.KeepAlive(generator);
        return result;
    }

    private static readonly Operator s_randperm_generator = new("aten::randperm", "generator");

    /// <summary><c>aten::randperm.generator_out(int n, *, Generator? generator, Tensor(a!) out) -&gt; Tensor(a!)</c></summary>
    internal static Tensor randperm_generator_out(long n, Generator? generator, Tensor @out)
    {
        var args = stackalloc Value[] { n, generator, @out };
        s_randperm_generator_out.InPlace(args, 3);
        GC.KeepAlive(generator);
        GC.KeepAlive(@out);
        return @out;
    }

    private static readonly Operator s_randperm_generator_out = new("aten::randperm", "generator_out");

    /// <summary><c>aten::ravel(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor ravel(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_ravel.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_ravel = new("aten::ravel");

    /// <summary><c>aten::real(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor real(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_real.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_real = new("aten::real");

    /// <summary><c>aten::reciprocal(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor reciprocal(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_reciprocal.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_reciprocal = new("aten::reciprocal");

    /// <summary><c>aten::reciprocal_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor reciprocal_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_reciprocal_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_reciprocal_ = new("aten::reciprocal_");

    /// <summary><c>aten::relu(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor relu(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_relu.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_relu = new("aten::relu");

    /// <summary><c>aten::relu6(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor relu6(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_relu6.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_relu6 = new("aten::relu6");

    /// <summary><c>aten::relu6_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor relu6_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_relu6_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_relu6_ = new("aten::relu6_");

    /// <summary><c>aten::relu_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor relu_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_relu_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_relu_ = new("aten::relu_");

    /// <summary><c>aten::remainder.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor remainder_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_remainder_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_remainder_Scalar = new("aten::remainder", "Scalar");

    /// <summary><c>aten::remainder.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor remainder_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_remainder_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_remainder_Tensor = new("aten::remainder", "Tensor");

    /// <summary><c>aten::remainder_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor remainder__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_remainder__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_remainder__Scalar = new("aten::remainder_", "Scalar");

    /// <summary><c>aten::remainder_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor remainder__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_remainder__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_remainder__Tensor = new("aten::remainder_", "Tensor");

    /// <summary><c>aten::renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -&gt; Tensor</c></summary>
    internal static Tensor renorm(Tensor self, Scalar p, long dim, Scalar maxnorm)
    {
        var args = stackalloc Value[] { self, p, dim, maxnorm };
        var result = s_renorm.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(p);
        GC.KeepAlive(maxnorm);
        return result;
    }

    private static readonly Operator s_renorm = new("aten::renorm");

    /// <summary><c>aten::repeat(Tensor self, SymInt[] repeats) -&gt; Tensor</c></summary>
    internal static Tensor repeat(Tensor self, long[] repeats)
    {
        fixed (long* repeats_ = repeats)
        {
            var args = stackalloc Value[] { self, Value.List(repeats_, repeats) };
            var result = s_repeat.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_repeat = new("aten::repeat");

    /// <summary><c>aten::repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, int? output_size=None) -&gt; Tensor</c></summary>
    internal static Tensor repeat_interleave_self_Tensor(Tensor self, Tensor repeats, long? dim = null, long? output_size = null)
    {
        var args = stackalloc Value[] { self, repeats, dim, output_size };
        var result = s_repeat_interleave_self_Tensor.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(repeats);
        return result;
    }

    private static readonly Operator s_repeat_interleave_self_Tensor = new("aten::repeat_interleave", "self_Tensor");

    /// <summary><c>aten::repeat_interleave.self_int(Tensor self, int repeats, int? dim=None, *, int? output_size=None) -&gt; Tensor</c></summary>
    internal static Tensor repeat_interleave_self_int(Tensor self, long repeats, long? dim = null, long? output_size = null)
    {
        var args = stackalloc Value[] { self, repeats, dim, output_size };
        var result = s_repeat_interleave_self_int.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_repeat_interleave_self_int = new("aten::repeat_interleave", "self_int");

    /// <summary><c>aten::reshape(Tensor(a) self, SymInt[] shape) -&gt; Tensor(a)</c></summary>
    internal static Tensor reshape(Tensor self, long[] shape)
    {
        fixed (long* shape_ = shape)
        {
            var args = stackalloc Value[] { self, Value.List(shape_, shape) };
            var result = s_reshape.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_reshape = new("aten::reshape");

    /// <summary><c>aten::resolve_conj(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor resolve_conj(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_resolve_conj.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_resolve_conj = new("aten::resolve_conj");

    /// <summary><c>aten::resolve_neg(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor resolve_neg(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_resolve_neg.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_resolve_neg = new("aten::resolve_neg");

    /// <summary><c>aten::result_type.Tensor(Tensor tensor, Tensor other) -&gt; ScalarType</c></summary>
    internal static ScalarType result_type_Tensor(Tensor tensor, Tensor other)
    {
        var args = stackalloc Value[] { tensor, other };
        var result = (ScalarType)s_result_type_Tensor.Call(args, 2).Int;
        GC.KeepAlive(tensor);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_result_type_Tensor = new("aten::result_type", "Tensor");
}
