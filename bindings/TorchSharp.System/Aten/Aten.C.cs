// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::can_cast(ScalarType from, ScalarType to) -&gt; bool</c></summary>
    internal static bool can_cast(ScalarType from, ScalarType to)
    {
        var args = stackalloc Value[] { from, to };
        bool result = s_can_cast.Call(args, 2).Boolean;
        return result;
    }

    private static readonly Operator s_can_cast = new("aten::can_cast");

    /// <summary><c>aten::cartesian_prod(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor cartesian_prod(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_cartesian_prod.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_cartesian_prod = new("aten::cartesian_prod");

    /// <summary><c>aten::cat(Tensor[] tensors, int dim=0) -&gt; Tensor</c></summary>
    internal static Tensor cat(Tensor[] tensors, long dim = 0)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length), dim };
        var result = s_cat.Tensor(args, 2);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_cat = new("aten::cat");

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

    /// <summary><c>aten::cdist(Tensor x1, Tensor x2, float p=2., int? compute_mode=None) -&gt; Tensor</c></summary>
    internal static Tensor cdist(Tensor x1, Tensor x2, double p = 2.0, long? compute_mode = null)
    {
        var args = stackalloc Value[] { x1, x2, p, compute_mode };
        var result = s_cdist.Tensor(args, 4);
        GC.KeepAlive(x1);
        GC.KeepAlive(x2);
        return result;
    }

    private static readonly Operator s_cdist = new("aten::cdist");

    /// <summary><c>aten::ceil(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor ceil(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_ceil.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_ceil = new("aten::ceil");

    /// <summary><c>aten::ceil_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor ceil_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_ceil_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_ceil_ = new("aten::ceil_");

    /// <summary><c>aten::celu(Tensor self, Scalar alpha=1.) -&gt; Tensor</c></summary>
    internal static Tensor celu(Tensor self, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, alpha is null ? default : (Value)alpha };
        var result = s_celu.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_celu = new("aten::celu");

    /// <summary><c>aten::celu_(Tensor(a!) self, Scalar alpha=1.) -&gt; Tensor(a!)</c></summary>
    internal static Tensor celu_(Tensor self, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, alpha is null ? default : (Value)alpha };
        s_celu_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_celu_ = new("aten::celu_");

    /// <summary><c>aten::channel_shuffle(Tensor self, int groups) -&gt; Tensor</c></summary>
    internal static Tensor channel_shuffle(Tensor self, long groups)
    {
        var args = stackalloc Value[] { self, groups };
        var result = s_channel_shuffle.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_channel_shuffle = new("aten::channel_shuffle");

    /// <summary><c>aten::cholesky_inverse(Tensor self, bool upper=False) -&gt; Tensor</c></summary>
    internal static Tensor cholesky_inverse(Tensor self, bool upper = false)
    {
        var args = stackalloc Value[] { self, upper };
        var result = s_cholesky_inverse.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_cholesky_inverse = new("aten::cholesky_inverse");

    /// <summary><c>aten::cholesky_solve(Tensor self, Tensor input2, bool upper=False) -&gt; Tensor</c></summary>
    internal static Tensor cholesky_solve(Tensor self, Tensor input2, bool upper = false)
    {
        var args = stackalloc Value[] { self, input2, upper };
        var result = s_cholesky_solve.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(input2);
        return result;
    }

    private static readonly Operator s_cholesky_solve = new("aten::cholesky_solve");

    /// <summary><c>aten::chunk(Tensor(a -&gt; *) self, int chunks, int dim=0) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] chunk(Tensor self, long chunks, long dim = 0)
    {
        var args = stackalloc Value[] { self, chunks, dim };
        var results = s_chunk.Tensors(args, 3);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_chunk = new("aten::chunk");

    /// <summary><c>aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -&gt; Tensor</c></summary>
    internal static Tensor clamp(Tensor self, Scalar? min = null, Scalar? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        var result = s_clamp.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return result;
    }

    private static readonly Operator s_clamp = new("aten::clamp");

    /// <summary><c>aten::clamp_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp_(Tensor self, Scalar? min = null, Scalar? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        s_clamp_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return self;
    }

    private static readonly Operator s_clamp_ = new("aten::clamp_");

    /// <summary><c>aten::clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -&gt; Tensor</c></summary>
    internal static Tensor clamp_Tensor(Tensor self, Tensor? min = null, Tensor? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        var result = s_clamp_Tensor.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return result;
    }

    private static readonly Operator s_clamp_Tensor = new("aten::clamp", "Tensor");

    /// <summary><c>aten::clamp_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp__Tensor(Tensor self, Tensor? min = null, Tensor? max = null)
    {
        var args = stackalloc Value[] { self, min, max };
        s_clamp__Tensor.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return self;
    }

    private static readonly Operator s_clamp__Tensor = new("aten::clamp_", "Tensor");

    /// <summary><c>aten::clamp_max(Tensor self, Scalar max) -&gt; Tensor</c></summary>
    internal static Tensor clamp_max(Tensor self, Scalar max)
    {
        var args = stackalloc Value[] { self, max };
        var result = s_clamp_max.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(max);
        return result;
    }

    private static readonly Operator s_clamp_max = new("aten::clamp_max");

    /// <summary><c>aten::clamp_max_(Tensor(a!) self, Scalar max) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp_max_(Tensor self, Scalar max)
    {
        var args = stackalloc Value[] { self, max };
        s_clamp_max_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(max);
        return self;
    }

    private static readonly Operator s_clamp_max_ = new("aten::clamp_max_");

    /// <summary><c>aten::clamp_min(Tensor self, Scalar min) -&gt; Tensor</c></summary>
    internal static Tensor clamp_min(Tensor self, Scalar min)
    {
        var args = stackalloc Value[] { self, min };
        var result = s_clamp_min.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        return result;
    }

    private static readonly Operator s_clamp_min = new("aten::clamp_min");

    /// <summary><c>aten::clamp_min_(Tensor(a!) self, Scalar min) -&gt; Tensor(a!)</c></summary>
    internal static Tensor clamp_min_(Tensor self, Scalar min)
    {
        var args = stackalloc Value[] { self, min };
        s_clamp_min_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        return self;
    }

    private static readonly Operator s_clamp_min_ = new("aten::clamp_min_");

    /// <summary><c>aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -&gt; Tensor</c></summary>
    internal static Tensor clone(Tensor self, long? memory_format = null)
    {
        var args = stackalloc Value[] { self, memory_format };
        var result = s_clone.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_clone = new("aten::clone");

    /// <summary><c>aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -&gt; Tensor</c></summary>
    internal static Tensor col2im(Tensor self, long[] output_size, long[] kernel_size, long[] dilation, long[] padding, long[] stride)
    {
        fixed (long* output_size_ = output_size)
        fixed (long* kernel_size_ = kernel_size)
        fixed (long* dilation_ = dilation)
        fixed (long* padding_ = padding)
        fixed (long* stride_ = stride)
        {
            var args = stackalloc Value[] { self, Value.List(output_size_, output_size), Value.List(kernel_size_, kernel_size), Value.List(dilation_, dilation), Value.List(padding_, padding), Value.List(stride_, stride) };
            var result = s_col2im.Tensor(args, 6);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_col2im = new("aten::col2im");

    /// <summary><c>aten::column_stack(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor column_stack(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_column_stack.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_column_stack = new("aten::column_stack");

    /// <summary><c>aten::combinations(Tensor self, int r=2, bool with_replacement=False) -&gt; Tensor</c></summary>
    internal static Tensor combinations(Tensor self, long r = 2, bool with_replacement = false)
    {
        var args = stackalloc Value[] { self, r, with_replacement };
        var result = s_combinations.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_combinations = new("aten::combinations");

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

    /// <summary><c>aten::conj(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor conj(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_conj.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_conj = new("aten::conj");

    /// <summary><c>aten::conj_physical(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor conj_physical(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_conj_physical.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_conj_physical = new("aten::conj_physical");

    /// <summary><c>aten::conj_physical_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor conj_physical_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_conj_physical_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_conj_physical_ = new("aten::conj_physical_");

    /// <summary><c>aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=0) -&gt; Tensor(a)</c></summary>
    internal static Tensor contiguous(Tensor self, long memory_format = 0)
    {
        var args = stackalloc Value[] { self, memory_format };
        var result = s_contiguous.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_contiguous = new("aten::contiguous");

    /// <summary><c>aten::conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=[1], int[1] padding=[0], int[1] dilation=[1], int groups=1) -&gt; Tensor</c></summary>
    internal static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long[]? stride = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
    {
        fixed (long* stride_ = stride)
        fixed (long* padding_ = padding)
        fixed (long* dilation_ = dilation)
        {
            var args = stackalloc Value[] { input, weight, bias, stride is null ? default : Value.List(stride_, stride), padding is null ? default : Value.List(padding_, padding), dilation is null ? default : Value.List(dilation_, dilation), groups };
            var result = s_conv1d.Tensor(args, 7);
            GC.KeepAlive(input);
            GC.KeepAlive(weight);
            GC.KeepAlive(bias);
            return result;
        }
    }

    private static readonly Operator s_conv1d = new("aten::conv1d");
}
