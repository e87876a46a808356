// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::quantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -&gt; Tensor</c></summary>
    internal static Tensor quantile(Tensor self, Tensor q, long? dim = null, bool keepdim = false, string? interpolation = null)
    {
        var interpolation_utf8 = Operator.Utf8(interpolation);
        fixed (byte* interpolation_ = interpolation_utf8)
        {
            var args = stackalloc Value[] { self, q, dim, keepdim, interpolation is null ? default : Value.String(interpolation_, interpolation_utf8) };
            var result = s_quantile.Tensor(args, 5);
            GC.KeepAlive(self);
            GC.KeepAlive(q);
            return result;
        }
    }

    private static readonly Operator s_quantile = new("aten::quantile");
}
