// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::_values(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor _values(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s__values.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s__values = new("aten::_values");

    /// <summary><c>aten::vander(Tensor x, int? N=None, bool increasing=False) -&gt; Tensor</c></summary>
    internal static Tensor vander(Tensor x, long? N = null, bool increasing = false)
    {
        var args = stackalloc Value[] { x, N, increasing };
        var result = s_vander.Tensor(args, 3);
        GC.KeepAlive(x);
        return result;
    }

    private static readonly Operator s_vander = new("aten::vander");

    /// <summary><c>aten::var(Tensor self, bool unbiased=True) -&gt; Tensor</c></summary>
    internal static Tensor var(Tensor self, bool unbiased = true)
    {
        var args = stackalloc Value[] { self, unbiased };
        var result = s_var.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_var = new("aten::var");

    /// <summary><c>aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor var_dim(Tensor self, long[]? dim, bool unbiased = true, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), unbiased, keepdim };
            var result = s_var_dim.Tensor(args, 4);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_var_dim = new("aten::var", "dim");

    /// <summary><c>aten::var_mean(Tensor self, bool unbiased=True) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) var_mean(Tensor self, bool unbiased = true)
    {
        var args = stackalloc Value[] { self, unbiased };
        var results = s_var_mean.Tuple(args, 2);
        GC.KeepAlive(self);
        return (results[0], results[1]);
    }

    private static readonly Operator s_var_mean = new("aten::var_mean");

    /// <summary><c>aten::var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -&gt; (Tensor, Tensor)</c></summary>
    internal static (Tensor, Tensor) var_mean_dim(Tensor self, long[]? dim, bool unbiased = true, bool keepdim = false)
    {
        fixed (long* dim_ = dim)
        {
            var args = stackalloc Value[] { self, Value.List(dim_, dim), unbiased, keepdim };
            var results = s_var_mean_dim.Tuple(args, 4);
            GC.KeepAlive(self);
            return (results[0], results[1]);
        }
    }

    private static readonly Operator s_var_mean_dim = new("aten::var_mean", "dim");

    /// <summary><c>aten::vdot(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor vdot(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_vdot.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_vdot = new("aten::vdot");

    /// <summary><c>aten::view(Tensor(a) self, SymInt[] size) -&gt; Tensor(a)</c></summary>
    internal static Tensor view(Tensor self, long[] size)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size) };
            var result = s_view.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_view = new("aten::view");

    /// <summary><c>aten::view_as(Tensor(a) self, Tensor other) -&gt; Tensor(a)</c></summary>
    internal static Tensor view_as(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_view_as.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_view_as = new("aten::view_as");

    /// <summary><c>aten::view_as_complex(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor view_as_complex(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_view_as_complex.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_view_as_complex = new("aten::view_as_complex");

    /// <summary><c>aten::view_as_real(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor view_as_real(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_view_as_real.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_view_as_real = new("aten::view_as_real");

    /// <summary><c>aten::vsplit.array(Tensor(a -&gt; *) self, int[] indices) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] vsplit_array(Tensor self, long[] indices)
    {
        fixed (long* indices_ = indices)
        {
            var args = stackalloc Value[] { self, Value.List(indices_, indices) };
            var results = s_vsplit_array.Tensors(args, 2);
            GC.KeepAlive(self);
            return results;
        }
    }

    private static readonly Operator s_vsplit_array = new("aten::vsplit", "array");

    /// <summary><c>aten::vsplit.int(Tensor(a -&gt; *) self, int sections) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] vsplit_int(Tensor self, long sections)
    {
        var args = stackalloc Value[] { self, sections };
        var results = s_vsplit_int.Tensors(args, 2);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_vsplit_int = new("aten::vsplit", "int");

    /// <summary><c>aten::vstack(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor vstack(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_vstack.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_vstack = new("aten::vstack");
}
