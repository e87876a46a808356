// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::hardshrink(Tensor self, Scalar lambd=0.5) -&gt; Tensor</c></summary>
    internal static Tensor hardshrink(Tensor self, Scalar? lambd = null)
    {
        var args = stackalloc Value[] { self, lambd is null ? default : (Value)lambd };
        var result = s_hardshrink.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(lambd);
        return result;
    }

    private static readonly Operator s_hardshrink = new("aten::hardshrink");

    /// <summary><c>aten::hardsigmoid(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor hardsigmoid(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_hardsigmoid.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_hardsigmoid = new("aten::hardsigmoid");

    /// <summary><c>aten::hardsigmoid_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor hardsigmoid_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_hardsigmoid_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_hardsigmoid_ = new("aten::hardsigmoid_");

    /// <summary><c>aten::hardswish(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor hardswish(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_hardswish.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_hardswish = new("aten::hardswish");

    /// <summary><c>aten::hardswish_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor hardswish_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_hardswish_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_hardswish_ = new("aten::hardswish_");

    /// <summary><c>aten::hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -&gt; Tensor</c></summary>
    internal static Tensor hardtanh(Tensor self, Scalar? min_val = null, Scalar? max_val = null)
    {
        var args = stackalloc Value[] { self, min_val is null ? default : (Value)min_val, max_val is null ? default : (Value)max_val };
        var result = s_hardtanh.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min_val);
        GC.KeepAlive(max_val);
        return result;
    }

    private static readonly Operator s_hardtanh = new("aten::hardtanh");

    /// <summary><c>aten::hardtanh_(Tensor(a!) self, Scalar min_val=-1, Scalar max_val=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor hardtanh_(Tensor self, Scalar? min_val = null, Scalar? max_val = null)
    {
        var args = stackalloc Value[] { self, min_val is null ? default : (Value)min_val, max_val is null ? default : (Value)max_val };
        s_hardtanh_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(min_val);
        GC.KeepAlive(max_val);
        return self;
    }

    private static readonly Operator s_hardtanh_ = new("aten::hardtanh_");

    /// <summary><c>aten::heaviside(Tensor self, Tensor values) -&gt; Tensor</c></summary>
    internal static Tensor heaviside(Tensor self, Tensor values)
    {
        var args = stackalloc Value[] { self, values };
        var result = s_heaviside.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(values);
        return result;
    }

    private static readonly Operator s_heaviside = new("aten::heaviside");

    /// <summary><c>aten::heaviside_(Tensor(a!) self, Tensor values) -&gt; Tensor(a!)</c></summary>
    internal static Tensor heaviside_(Tensor self, Tensor values)
    {
        var args = stackalloc Value[] { self, values };
        s_heaviside_.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(values);
        return self;
    }

    private static readonly Operator s_heaviside_ = new("aten::heaviside_");

    /// <summary><c>aten::hinge_embedding_loss(Tensor self, Tensor target, float margin=1., int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor hinge_embedding_loss(Tensor self, Tensor target, double margin = 1.0, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, margin, reduction };
        var result = s_hinge_embedding_loss.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_hinge_embedding_loss = new("aten::hinge_embedding_loss");

    /// <summary><c>aten::histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -&gt; Tensor</c></summary>
    internal static Tensor histc(Tensor self, long bins = 100, Scalar? min = null, Scalar? max = null)
    {
        var args = stackalloc Value[] { self, bins, min is null ? default : (Value)min, max is null ? default : (Value)max };
        var result = s_histc.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(min);
        GC.KeepAlive(max);
        return result;
    }

    private static readonly Operator s_histc = new("aten::histc");

    /// <summary><c>aten::histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False) -&gt; (Tensor hist, Tensor bin_edges)</c></summary>
    internal static (Tensor, Tensor) histogram_bin_ct(Tensor self, long bins = 100, double[]? range = null, Tensor? weight = null, bool density = false)
    {
        fixed (double* range_ = range)
        {
            var args = stackalloc Value[] { self, bins, Value.List(range_, range), weight, density };
            var results = s_histogram_bin_ct.Tuple(args, 5);
            GC.KeepAlive(self);
            GC.KeepAlive(weight);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_histogram_bin_ct = new("aten::histogram", "bin_ct");

    /// <summary><c>aten::histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -&gt; (Tensor hist, Tensor bin_edges)</c></summary>
    internal static (Tensor, Tensor) histogram_bins_tensor(Tensor self, Tensor bins, Tensor? weight = null, bool density = false)
    {
        var args = stackalloc Value[] { self, bins, weight, density };
        var results = s_histogram_bins_tensor.Tuple(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(bins);
        GC.KeepAlive(weight);
        return (results[0], results[1]);
    }

    private static readonly Operator s_histogram_bins_tensor = new("aten::histogram", "bins_tensor");

    /// <summary><c>aten::hsplit.array(Tensor(a -&gt; *) self, int[] indices) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] hsplit_array(Tensor self, long[] indices)
    {
        fixed (long* indices_ = indices)
        {
            var args = stackalloc Value[] { self, Value.List(indices_, indices) };
            var results = s_hsplit_array.Tensors(args, 2);
            GC.KeepAlive(self);
            return results;
        }
    }

    private static readonly Operator s_hsplit_array = new("aten::hsplit", "array");

    /// <summary><c>aten::hsplit.int(Tensor(a -&gt; *) self, int sections) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] hsplit_int(Tensor self, long sections)
    {
        var args = stackalloc Value[] { self, sections };
        var results = s_hsplit_int.Tensors(args, 2);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_hsplit_int = new("aten::hsplit", "int");

    /// <summary><c>aten::hstack(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor hstack(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_hstack.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_hstack = new("aten::hstack");

    /// <summary><c>aten::huber_loss(Tensor self, Tensor target, int reduction=1, float delta=1.) -&gt; Tensor</c></summary>
    internal static Tensor huber_loss(Tensor self, Tensor target, long reduction = 1, double delta = 1.0)
    {
        var args = stackalloc Value[] { self, target, reduction, delta };
        var result = s_huber_loss.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_huber_loss = new("aten::huber_loss");

    /// <summary><c>aten::hypot(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor hypot(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_hypot.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_hypot = new("aten::hypot");
}
