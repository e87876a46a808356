// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::deg2rad(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor deg2rad(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_deg2rad.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_deg2rad = new("aten::deg2rad");

    /// <summary><c>aten::deg2rad_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor deg2rad_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_deg2rad_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_deg2rad_ = new("aten::deg2rad_");

    /// <summary><c>aten::detach(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor detach(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_detach.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_detach = new("aten::detach");

    /// <summary><c>aten::detach_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor detach_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_detach_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_detach_ = new("aten::detach_");

    /// <summary><c>aten::diag(Tensor self, int diagonal=0) -&gt; Tensor</c></summary>
    internal static Tensor diag(Tensor self, long diagonal = 0)
    {
        var args = stackalloc Value[] { self, diagonal };
        var result = s_diag.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_diag = new("aten::diag");

    /// <summary><c>aten::diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -&gt; Tensor</c></summary>
    internal static Tensor diag_embed(Tensor self, long offset = 0, long dim1 = -2, long dim2 = -1)
    {
        var args = stackalloc Value[] { self, offset, dim1, dim2 };
        var result = s_diag_embed.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_diag_embed = new("aten::diag_embed");

    /// <summary><c>aten::diagflat(Tensor self, int offset=0) -&gt; Tensor</c></summary>
    internal static Tensor diagflat(Tensor self, long offset = 0)
    {
        var args = stackalloc Value[] { self, offset };
        var result = s_diagflat.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_diagflat = new("aten::diagflat");

    /// <summary><c>aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -&gt; Tensor(a)</c></summary>
    internal static Tensor diagonal(Tensor self, long offset = 0, long dim1 = 0, long dim2 = 1)
    {
        var args = stackalloc Value[] { self, offset, dim1, dim2 };
        var result = s_diagonal.Tensor(args, 4);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_diagonal = new("aten::diagonal");

    /// <summary><c>aten::diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -&gt; Tensor</c></summary>
    internal static Tensor diagonal_scatter(Tensor self, Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1)
    {
        var args = stackalloc Value[] { self, src, offset, dim1, dim2 };
        var result = s_diagonal_scatter.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(src);
        return result;
    }

    private static readonly Operator s_diagonal_scatter = new("aten::diagonal_scatter");

    /// <summary><c>aten::diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -&gt; Tensor</c></summary>
    internal static Tensor diff(Tensor self, long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null)
    {
        var args = stackalloc Value[] { self, n, dim, prepend, append };
        var result = s_diff.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(prepend);
        GC.KeepAlive(append);
        return result;
    }

    private static readonly Operator s_diff = new("aten::diff");

    /// <summary><c>aten::digamma(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor digamma(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_digamma.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_digamma = new("aten::digamma");

    /// <summary><c>aten::digamma_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor digamma_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_digamma_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_digamma_ = new("aten::digamma_");

    /// <summary><c>aten::dist(Tensor self, Tensor other, Scalar p=2) -&gt; Tensor</c></summary>
    internal static Tensor dist(Tensor self, Tensor other, Scalar? p = null)
    {
        var args = stackalloc Value[] { self, other, p is null ? default : (Value)p };
        var result = s_dist.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(p);
        return result;
    }

    private static readonly Operator s_dist = new("aten::dist");

    /// <summary><c>aten::div.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor div_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_div_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_div_Scalar = new("aten::div", "Scalar");

    /// <summary><c>aten::div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -&gt; Tensor</c></summary>
    internal static Tensor div_Scalar_mode(Tensor self, Scalar other, string? rounding_mode)
    {
        var rounding_mode_utf8 = Operator.Utf8(rounding_mode);
        fixed (byte* rounding_mode_ = rounding_mode_utf8)
        {
            var args = stackalloc Value[] { self, other, Value.String(rounding_mode_, rounding_mode_utf8) };
            var result = s_div_Scalar_mode.Tensor(args, 3);
            GC.KeepAlive(self);
            GC.KeepAlive(other);
            return result;
        }
    }

    private static readonly Operator s_div_Scalar_mode = new("aten::div", "Scalar_mode");

    /// <summary><c>aten::div.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor div_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_div_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_div_Tensor = new("aten::div", "Tensor");

    /// <summary><c>aten::div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -&gt; Tensor</c></summary>
    internal static Tensor div_Tensor_mode(Tensor self, Tensor other, string? rounding_mode)
    {
        var rounding_mode_utf8 = Operator.Utf8(rounding_mode);
        fixed (byte* rounding_mode_ = rounding_mode_utf8)
        {
            var args = stackalloc Value[] { self, other, Value.String(rounding_mode_, rounding_mode_utf8) };
            var result = s_div_Tensor_mode.Tensor(args, 3);
            GC.KeepAlive(self);
            GC.KeepAlive(other);
            return result;
        }
    }

    private static readonly Operator s_div_Tensor_mode = new("aten::div", "Tensor_mode");

    /// <summary><c>aten::div_.Scalar(Tensor(a!) self, Scalar other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor div__Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        s_div__Scalar.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_div__Scalar = new("aten::div_", "Scalar");

    /// <summary><c>aten::div_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -&gt; Tensor(a!)</c></summary>
    internal static Tensor div__Scalar_mode(Tensor self, Scalar other, string? rounding_mode)
    {
        var rounding_mode_utf8 = Operator.Utf8(rounding_mode);
        fixed (byte* rounding_mode_ = rounding_mode_utf8)
        {
            var args = stackalloc Value[] { self, other, Value.String(rounding_mode_, rounding_mode_utf8) };
            s_div__Scalar_mode.InPlace(args, 3);
            GC.KeepAlive(self);
            GC.KeepAlive(other);
            return self;
        }
    }

    private static readonly Operator s_div__Scalar_mode = new("aten::div_", "Scalar_mode");

    /// <summary><c>aten::div_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor div__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_div__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_div__Tensor = new("aten::div_", "Tensor");

    /// <summary><c>aten::div_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -&gt; Tensor(a!)</c></summary>
    internal static Tensor div__Tensor_mode(Tensor self, Tensor other, string? rounding_mode)
    {
        var rounding_mode_utf8 = Operator.Utf8(rounding_mode);
        fixed (byte* rounding_mode_ = rounding_mode_utf8)
        {
            var args = stackalloc Value[] { self, other, Value.String(rounding_mode_, rounding_mode_utf8) };
            s_div__Tensor_mode.InPlace(args, 3);
            GC.KeepAlive(self);
            GC.KeepAlive(other);
            return self;
        }
    }

    private static readonly Operator s_div__Tensor_mode = new("aten::div_", "Tensor_mode");

    /// <summary><c>aten::dot(Tensor self, Tensor tensor) -&gt; Tensor</c></summary>
    internal static Tensor dot(Tensor self, Tensor tensor)
    {
        var args = stackalloc Value[] { self, tensor };
        var result = s_dot.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(tensor);
        return result;
    }

    private static readonly Operator s_dot = new("aten::dot");

    /// <summary><c>aten::dropout(Tensor input, float p, bool train) -&gt; Tensor</c></summary>
    internal static Tensor dropout(Tensor input, double p, bool train)
    {
        var args = stackalloc Value[] { input, p, train };
        var result = s_dropout.Tensor(args, 3);
        GC.KeepAlive(input);
        return result;
    }

    private static readonly Operator s_dropout = new("aten::dropout");

    /// <summary><c>aten::dropout_(Tensor(a!) self, float p, bool train) -&gt; Tensor(a!)</c></summary>
    internal static Tensor dropout_(Tensor self, double p, bool train)
    {
        var args = stackalloc Value[] { self, p, train };
        s_dropout_.InPlace(args, 3);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_dropout_ = new("aten::dropout_");

    /// <summary><c>aten::dsplit.array(Tensor(a -&gt; *) self, int[] indices) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] dsplit_array(Tensor self, long[] indices)
    {
        fixed (long* indices_ = indices)
        {
            var args = stackalloc Value[] { self, Value.List(indices_, indices) };
            var results = s_dsplit_array.Tensors(args, 2);
            GC.KeepAlive(self);
            return results;
        }
    }

    private static readonly Operator s_dsplit_array = new("aten::dsplit", "array");

    /// <summary><c>aten::dsplit.int(Tensor(a -&gt; *) self, int sections) -&gt; Tensor(a)[]</c></summary>
    internal static Tensor[] dsplit_int(Tensor self, long sections)
    {
        var args = stackalloc Value[] { self, sections };
        var results = s_dsplit_int.Tensors(args, 2);
        GC.KeepAlive(self);
        return results;
    }

    private static readonly Operator s_dsplit_int = new("aten::dsplit", "int");

    /// <summary><c>aten::dstack(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor dstack(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_dstack.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_dstack = new("aten::dstack");
}
