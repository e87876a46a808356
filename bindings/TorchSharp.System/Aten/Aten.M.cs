// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::meshgrid.indexing(Tensor[] tensors, *, str indexing) -&gt; Tensor[]</c></summary>
    internal static Tensor[] meshgrid_indexing(Tensor[] tensors, string indexing)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var indexing_utf8 = Operator.Utf8(indexing);
        fixed (byte* indexing_ = indexing_utf8)
        {
            var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length), Value.String(indexing_, indexing_utf8) };
            var results = s_meshgrid_indexing.Tensors(args, 2);
            GC.KeepAlive(tensors);
            return results;
        }
    }

    private static readonly Operator s_meshgrid_indexing = new("aten::meshgrid", "indexing");

    /// <summary><c>aten::mul.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor mul_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_mul_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_mul_Tensor = new("aten::mul", "Tensor");

    /// <summary><c>aten::mul_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor mul__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_mul__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_mul__Scalar = new("aten::mul_", "Scalar");

    /// <summary><c>aten::multinomial(Tensor self, int num_samples, bool replacement=False, *, Generator? generator=None) -&gt; Tensor</c></summary>
    internal static Tensor multinomial(Tensor self, long num_samples, bool replacement = false, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, num_samples, replacement, generator };
        var result = s_multinomial.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return result;
    }

    private static readonly Operator s_multinomial = new("aten::multinomial");
}
