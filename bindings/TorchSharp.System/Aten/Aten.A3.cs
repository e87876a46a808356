// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -&gt; Tensor</c></summary>
    internal static Tensor avg_pool2d(Tensor self, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
    {
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        {
            var args = stackalloc Value[] { self, Value.List(kernel_size_, kernel_size), stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), ceil_mode, count_include_pad, divisor_override };
            var result = s_avg_pool2d.Tensor(args, 7);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_avg_pool2d = new("aten::avg_pool2d");
}
