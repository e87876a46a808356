// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::_unique2(Tensor self, bool sorted=True, bool return_inverse=False, bool return_counts=False) -&gt; (Tensor, Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor, Tensor) _unique2(Tensor self, bool sorted = true, bool return_inverse = false, bool return_counts = false)
    {
        var args = stackalloc Value[] { self, sorted, return_inverse, return_counts };
        var results = s__unique2.Tuple(args, 4);
        GC.KeepAlive(self);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s__unique2 = new("aten::_unique2");

    /// <summary><c>aten::unbind.int(Tensor(a -&gt; *) self, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] unbind_int(Tensor self, long dim = 0)
    {
        var args = stackalloc Value[] { self, dim };
        var results = s_unbind_int.Tensors(args, 2);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_unbind_int = new("aten::unbind", "int");

    /// <summary><c>aten::unflatten.int(Tensor(a) self, int dim, int[] sizes) -&gt; Tensor(a)</c></summary>
    internal static Tensor unflatten_int(Tensor self, long dim, long[] sizes)
    {
        fixed (long* sizes_ = sizes)
        {
            var args = stackalloc Value[] { self, dim, Value.List(sizes_, sizes) };
            var result = s_unflatten_int.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_unflatten_int = new("aten::unflatten", "int");

    /// <summary><c>aten::unfold(Tensor(a) self, int dimension, int size, int step) -&gt; Tensor(a)</c></summary>
    internal static Tensor unfold(Tensor self, long dimension, long size, long step)
    {
        var args = stackalloc Value[] { self, dimension, size, step };
        var result = s_unfold.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_unfold = new("aten::unfold");

    /// <summary><c>aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor uniform_(Tensor self, double from = 0.0, double to = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, from, to, generator };
        s_uniform_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_uniform_ = new("aten::uniform_");

    /// <summary><c>aten::unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -&gt; (Tensor, Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor, Tensor) unique_consecutive(Tensor self, bool return_inverse = false, bool return_counts = false, long? dim = null)
    {
        var args = stackalloc Value[] { self, return_inverse, return_counts, dim };
        var results = s_unique_consecutive.Tuple(args, 4);
        GC.KeepAlive(self);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_unique_consecutive = new("aten::unique_consecutive");

    /// <summary><c>aten::unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -&gt; (Tensor, Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor, Tensor) unique_dim(Tensor self, long dim, bool sorted = true, bool return_inverse = false, bool return_counts = false)
    {
        var args = stackalloc Value[] { self, dim, sorted, return_inverse, return_counts };
        var results = s_unique_dim.Tuple(args, 5);
        GC.KeepAlive(self);
        return (results[0], results[1], results[2]);
    }

    private static readonly Operator s_unique_dim = new("aten::unique_dim");

    /// <summary><c>aten::unsqueeze(Tensor(a) self, int dim) -&gt; Tensor(a)</c></summary>
    internal static Tensor unsqueeze(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        var result = s_unsqueeze.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_unsqueeze = new("aten::unsqueeze");

    /// <summary><c>aten::unsqueeze_(Tensor(a!) self, int dim) -&gt; Tensor(a!)</c></summary>
    internal static Tensor unsqueeze_(Tensor self, long dim)
    {
        var args = stackalloc Value[] { self, dim };
        s_unsqueeze_.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_unsqueeze_ = new("aten::unsqueeze_");
}
