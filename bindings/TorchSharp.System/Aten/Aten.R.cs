// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
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
}
