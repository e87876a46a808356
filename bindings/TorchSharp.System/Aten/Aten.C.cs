// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::cauchy_(Tensor(a!) self, float median=0., float sigma=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor cauchy_(Tensor self, double median = 0.0, double sigma = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, median, sigma, generator };
        s_cauchy_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_cauchy_ = new("aten::cauchy_");

    /// <summary><c>aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor clone(Tensor self, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, memory_format };
        var result = s_clone.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_clone = new("aten::clone");

    /// <summary><c>aten::complex(Tensor real, Tensor imag) -&gt; Tensor</c></summary>
    internal static Tensor complex(Tensor real, Tensor imag)
    {
        var args = stackalloc Value[] { real, imag };
        var result = s_complex.Tensor(args, 2);
        GC.KeepAlive(real);
        GC.KeepAlive(imag);
        return result;
    }

    private static readonly Operator s_complex = new("aten::complex");

    /// <summary><c>aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=0) -&gt; Tensor(a)</c></summary>
    internal static Tensor contiguous(Tensor self, long memory_format = 0)
    {
        var args = stackalloc Value[] { self, memory_format };
        var result = s_contiguous.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_contiguous = new("aten::contiguous");

    /// <summary><c>aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -&gt; Tensor(a!)</c></summary>
    internal static Tensor copy_(Tensor self, Tensor src, bool non_blocking = false)
    {
        var args = stackalloc Value[] { self, src, non_blocking };
        s_copy_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(src);
        return self;
    }

    private static readonly Operator s_copy_ = new("aten::copy_");
}
