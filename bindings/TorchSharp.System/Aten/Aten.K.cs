// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::kl_div(Tensor self, Tensor target, int reduction=1, *, bool log_target=False) -&gt; Tensor</c></summary>
    internal static Tensor kl_div(Tensor self, Tensor target, long reduction = 1, bool log_target = false)
    {
        var args = stackalloc Value[] { self, target, reduction, log_target };
        var result = s_kl_div.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_kl_div = new("aten::kl_div");

    /// <summary><c>aten::kron(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor kron(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_kron.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_kron = new("aten::kron");

    /// <summary><c>aten::kthvalue(Tensor self, int k, int dim=-1, bool keepdim=False) -&gt; (Tensor values, Tensor indices)</c></summary>
    internal static (Tensor, Tensor) kthvalue(Tensor self, long k, long dim = -1, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, k, dim, keepdim };
        var results = s_kthvalue.Tuple(args, 4);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_kthvalue = new("aten::kthvalue");
}
