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

    /// <summary><c>aten::_upsample_bicubic2d_aa.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor _upsample_bicubic2d_aa_vec(Tensor input, long[]? output_size, bool align_corners, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), align_corners, Value.List(scale_factors_, scale_factors) };
            var result = s__upsample_bicubic2d_aa_vec.Tensor(args, 4);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s__upsample_bicubic2d_aa_vec = new("aten::_upsample_bicubic2d_aa", "vec");

    /// <summary><c>aten::_upsample_bilinear2d_aa.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor _upsample_bilinear2d_aa_vec(Tensor input, long[]? output_size, bool align_corners, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), align_corners, Value.List(scale_factors_, scale_factors) };
            var result = s__upsample_bilinear2d_aa_vec.Tensor(args, 4);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s__upsample_bilinear2d_aa_vec = new("aten::_upsample_bilinear2d_aa", "vec");

    /// <summary><c>aten::_upsample_nearest_exact1d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor _upsample_nearest_exact1d_vec(Tensor input, long[]? output_size, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), Value.List(scale_factors_, scale_factors) };
            var result = s__upsample_nearest_exact1d_vec.Tensor(args, 3);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s__upsample_nearest_exact1d_vec = new("aten::_upsample_nearest_exact1d", "vec");

    /// <summary><c>aten::_upsample_nearest_exact2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor _upsample_nearest_exact2d_vec(Tensor input, long[]? output_size, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), Value.List(scale_factors_, scale_factors) };
            var result = s__upsample_nearest_exact2d_vec.Tensor(args, 3);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s__upsample_nearest_exact2d_vec = new("aten::_upsample_nearest_exact2d", "vec");

    /// <summary><c>aten::_upsample_nearest_exact3d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor _upsample_nearest_exact3d_vec(Tensor input, long[]? output_size, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), Value.List(scale_factors_, scale_factors) };
            var result = s__upsample_nearest_exact3d_vec.Tensor(args, 3);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s__upsample_nearest_exact3d_vec = new("aten::_upsample_nearest_exact3d", "vec");

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

    /// <summary><c>aten::upsample_bicubic2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor upsample_bicubic2d_vec(Tensor input, long[]? output_size, bool align_corners, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), align_corners, Value.List(scale_factors_, scale_factors) };
            var result = s_upsample_bicubic2d_vec.Tensor(args, 4);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s_upsample_bicubic2d_vec = new("aten::upsample_bicubic2d", "vec");

    /// <summary><c>aten::upsample_bilinear2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor upsample_bilinear2d_vec(Tensor input, long[]? output_size, bool align_corners, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), align_corners, Value.List(scale_factors_, scale_factors) };
            var result = s_upsample_bilinear2d_vec.Tensor(args, 4);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s_upsample_bilinear2d_vec = new("aten::upsample_bilinear2d", "vec");

    /// <summary><c>aten::upsample_linear1d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor upsample_linear1d_vec(Tensor input, long[]? output_size, bool align_corners, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), align_corners, Value.List(scale_factors_, scale_factors) };
            var result = s_upsample_linear1d_vec.Tensor(args, 4);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s_upsample_linear1d_vec = new("aten::upsample_linear1d", "vec");

    /// <summary><c>aten::upsample_nearest1d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor upsample_nearest1d_vec(Tensor input, long[]? output_size, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), Value.List(scale_factors_, scale_factors) };
            var result = s_upsample_nearest1d_vec.Tensor(args, 3);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s_upsample_nearest1d_vec = new("aten::upsample_nearest1d", "vec");

    /// <summary><c>aten::upsample_nearest2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor upsample_nearest2d_vec(Tensor input, long[]? output_size, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), Value.List(scale_factors_, scale_factors) };
            var result = s_upsample_nearest2d_vec.Tensor(args, 3);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s_upsample_nearest2d_vec = new("aten::upsample_nearest2d", "vec");

    /// <summary><c>aten::upsample_nearest3d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor upsample_nearest3d_vec(Tensor input, long[]? output_size, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), Value.List(scale_factors_, scale_factors) };
            var result = s_upsample_nearest3d_vec.Tensor(args, 3);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s_upsample_nearest3d_vec = new("aten::upsample_nearest3d", "vec");

    /// <summary><c>aten::upsample_trilinear3d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -&gt; Tensor</c></summary>
    internal static Tensor upsample_trilinear3d_vec(Tensor input, long[]? output_size, bool align_corners, double[]? scale_factors)
    {
        fixed (long* output_size_ = output_size)
        fixed (double* scale_factors_ = scale_factors)
        {
            var args = stackalloc Value[] { input, Value.List(output_size_, output_size), align_corners, Value.List(scale_factors_, scale_factors) };
            var result = s_upsample_trilinear3d_vec.Tensor(args, 4);
            GC.KeepAlive(input);
            return result;
        }
    }

    private static readonly Operator s_upsample_trilinear3d_vec = new("aten::upsample_trilinear3d", "vec");
}
