// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
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
}
