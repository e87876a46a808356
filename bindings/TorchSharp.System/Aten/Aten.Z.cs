// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::zero_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor zero_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_zero_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_zero_ = new("aten::zero_");

    /// <summary><c>aten::zeros(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), dtype, default, device, default };
            var result = s_zeros.Tensor(args, 5);
            return result;
        }
    }

    private static readonly Operator s_zeros = new("aten::zeros");

    /// <summary><c>aten::zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor zeros_like(Tensor self, ScalarType? dtype = null, Device? device = null, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, default, device, default, memory_format };
        var result = s_zeros_like.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_zeros_like = new("aten::zeros_like");
}
