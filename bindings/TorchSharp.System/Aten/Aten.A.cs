// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::abs(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor abs(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_abs.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_abs = new("aten::abs");

    /// <summary><c>aten::abs_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor abs_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_abs_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_abs_ = new("aten::abs_");

    /// <summary><c>aten::acos(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor acos(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_acos.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_acos = new("aten::acos");

    /// <summary><c>aten::acos_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor acos_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_acos_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_acos_ = new("aten::acos_");

    /// <summary><c>aten::acosh(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor acosh(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_acosh.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_acosh = new("aten::acosh");

    /// <summary><c>aten::acosh_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor acosh_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_acosh_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_acosh_ = new("aten::acosh_");

    /// <summary><c>aten::adaptive_avg_pool1d(Tensor self, int[1] output_size) -&gt; Tensor</c></summary>
    internal static Tensor adaptive_avg_pool1d(Tensor self, long[] output_size)
    {
        fixed (long* output_size_ = output_size)
        {
            var args = stackalloc Value[] { self, Value.List(output_size_, output_size) };
            var result = s_adaptive_avg_pool1d.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_adaptive_avg_pool1d = new("aten::adaptive_avg_pool1d");

    /// <summary><c>aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -&gt; Tensor</c></summary>
    internal static Tensor adaptive_avg_pool2d(Tensor self, long[] output_size)
    {
        fixed (long* output_size_ = output_size)
        {
            var args = stackalloc Value[] { self, Value.List(output_size_, output_size) };
            var result = s_adaptive_avg_pool2d.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_adaptive_avg_pool2d = new("aten::adaptive_avg_pool2d");

    /// <summary><c>aten::adaptive_avg_pool3d(Tensor self, int[3] output_size) -&gt; Tensor</c></summary>
    internal static Tensor adaptive_avg_pool3d(Tensor self, long[] output_size)
    {
        fixed (long* output_size_ = output_size)
        {
            var args = stackalloc Value[] { self, Value.List(output_size_, output_size) };
            var result = s_adaptive_avg_pool3d.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_adaptive_avg_pool3d = new("aten::adaptive_avg_pool3d");

    /// <summary><c>aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor add_Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_add_Scalar.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_add_Scalar = new("aten::add", "Scalar");

    /// <summary><c>aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor add_Tensor(Tensor self, Tensor other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        var result = s_add_Tensor.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_add_Tensor = new("aten::add", "Tensor");

    /// <summary><c>aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor add__Scalar(Tensor self, Scalar other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        s_add__Scalar.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_add__Scalar = new("aten::add_", "Scalar");

    /// <summary><c>aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor add__Tensor(Tensor self, Tensor other, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, other, alpha is null ? default : (Value)alpha };
        s_add__Tensor.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_add__Tensor = new("aten::add_", "Tensor");

    /// <summary><c>aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor addbmm(Tensor self, Tensor batch1, Tensor batch2, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, batch1, batch2, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        var result = s_addbmm.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(batch1);
        GC.KeepAlive(batch2);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_addbmm = new("aten::addbmm");

    /// <summary><c>aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor addbmm_(Tensor self, Tensor batch1, Tensor batch2, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, batch1, batch2, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        s_addbmm_.InPlace(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(batch1);
        GC.KeepAlive(batch2);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_addbmm_ = new("aten::addbmm_");

    /// <summary><c>aten::addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -&gt; Tensor</c></summary>
    internal static Tensor addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, Scalar? value = null)
    {
        var args = stackalloc Value[] { self, tensor1, tensor2, value is null ? default : (Value)value };
        var result = s_addcdiv.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(tensor1);
        GC.KeepAlive(tensor2);
        GC.KeepAlive(value);
        return result;
    }

    private static readonly Operator s_addcdiv = new("aten::addcdiv");

    /// <summary><c>aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor addcdiv_(Tensor self, Tensor tensor1, Tensor tensor2, Scalar? value = null)
    {
        var args = stackalloc Value[] { self, tensor1, tensor2, value is null ? default : (Value)value };
        s_addcdiv_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(tensor1);
        GC.KeepAlive(tensor2);
        GC.KeepAlive(value);
        return self;
    }

    private static readonly Operator s_addcdiv_ = new("aten::addcdiv_");

    /// <summary><c>aten::addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -&gt; Tensor</c></summary>
    internal static Tensor addcmul(Tensor self, Tensor tensor1, Tensor tensor2, Scalar? value = null)
    {
        var args = stackalloc Value[] { self, tensor1, tensor2, value is null ? default : (Value)value };
        var result = s_addcmul.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(tensor1);
        GC.KeepAlive(tensor2);
        GC.KeepAlive(value);
        return result;
    }

    private static readonly Operator s_addcmul = new("aten::addcmul");

    /// <summary><c>aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor addcmul_(Tensor self, Tensor tensor1, Tensor tensor2, Scalar? value = null)
    {
        var args = stackalloc Value[] { self, tensor1, tensor2, value is null ? default : (Value)value };
        s_addcmul_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(tensor1);
        GC.KeepAlive(tensor2);
        GC.KeepAlive(value);
        return self;
    }

    private static readonly Operator s_addcmul_ = new("aten::addcmul_");

    /// <summary><c>aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor addmm(Tensor self, Tensor mat1, Tensor mat2, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, mat1, mat2, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        var result = s_addmm.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(mat1);
        GC.KeepAlive(mat2);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_addmm = new("aten::addmm");

    /// <summary><c>aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor addmm_(Tensor self, Tensor mat1, Tensor mat2, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, mat1, mat2, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        s_addmm_.InPlace(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(mat1);
        GC.KeepAlive(mat2);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_addmm_ = new("aten::addmm_");

    /// <summary><c>aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor addmv(Tensor self, Tensor mat, Tensor vec, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, mat, vec, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        var result = s_addmv.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(mat);
        GC.KeepAlive(vec);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_addmv = new("aten::addmv");

    /// <summary><c>aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor addmv_(Tensor self, Tensor mat, Tensor vec, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, mat, vec, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        s_addmv_.InPlace(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(mat);
        GC.KeepAlive(vec);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_addmv_ = new("aten::addmv_");

    /// <summary><c>aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor addr(Tensor self, Tensor vec1, Tensor vec2, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, vec1, vec2, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        var result = s_addr.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(vec1);
        GC.KeepAlive(vec2);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_addr = new("aten::addr");

    /// <summary><c>aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor(a!)</c></summary>
    internal static Tensor addr_(Tensor self, Tensor vec1, Tensor vec2, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, vec1, vec2, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        s_addr_.InPlace(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(vec1);
        GC.KeepAlive(vec2);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return self;
    }

    private static readonly Operator s_addr_ = new("aten::addr_");

    /// <summary><c>aten::adjoint(Tensor(a) self) -&gt; Tensor(a)</c></summary>
    internal static Tensor adjoint(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_adjoint.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_adjoint = new("aten::adjoint");

    /// <summary><c>aten::all(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor all(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_all.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_all = new("aten::all");

    /// <summary><c>aten::all.dim(Tensor self, int dim, bool keepdim=False) -&gt; Tensor</c></summary>
    internal static Tensor all_dim(Tensor self, long dim, bool keepdim = false)
    {
        var args = stackalloc Value[] { self, dim, keepdim };
        var result = s_all_dim.Tensor(args, 3);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_all_dim = new("aten::all", "dim");
}
