// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::to.device(Tensor(a) self, Device device, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -&gt; Tensor(a)</c></summary>
    internal static Tensor to_device(Tensor self, Device device, ScalarType dtype, bool non_blocking = false, bool copy = false, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, device, dtype, non_blocking, copy, memory_format };
        var result = s_to_device.Tensor(args, 6);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_to_device = new("aten::to", "device");

    /// <summary><c>aten::to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -&gt; Tensor(a)</c></summary>
    internal static Tensor to_dtype(Tensor self, ScalarType dtype, bool non_blocking = false, bool copy = false, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, dtype, non_blocking, copy, memory_format };
        var result = s_to_dtype.Tensor(args, 5);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_to_dtype = new("aten::to", "dtype");

    /// <summary><c>aten::tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor tril_indices(long row, long col, long offset = 0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { row, col, offset, dtype, default, device, default };
        var result = s_tril_indices.Tensor(args, 7);
        return result;
    }

    private static readonly Operator s_tril_indices = new("aten::tril_indices");

    /// <summary><c>aten::triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor triu_indices(long row, long col, long offset = 0, ScalarType? dtype = null, Device? device = null)
    {
        var args = stackalloc Value[] { row, col, offset, dtype, default, device, default };
        var result = s_triu_indices.Tensor(args, 7);
        return result;
    }

    private static readonly Operator s_triu_indices = new("aten::triu_indices");
}
