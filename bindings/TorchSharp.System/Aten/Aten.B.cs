// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -&gt; Tensor</c></summary>
    internal static Tensor baddbmm(Tensor self, Tensor batch1, Tensor batch2, Scalar? beta = null, Scalar? alpha = null)
    {
        var args = stackalloc Value[] { self, batch1, batch2, beta is null ? default : (Value)beta, alpha is null ? default : (Value)alpha };
        var result = s_baddbmm.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(batch1);
        GC.KeepAlive(batch2);
        GC.KeepAlive(beta);
        GC.KeepAlive(alpha);
        return result;
    }

    private static readonly Operator s_baddbmm = new("aten::baddbmm");

    /// <summary><c>aten::batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -&gt; Tensor</c></summary>
    internal static Tensor batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, double momentum, double eps, bool cudnn_enabled)
    {
        var args = stackalloc Value[] { input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn_enabled };
        var result = s_batch_norm.Tensor(args, 9);
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        GC.KeepAlive(running_mean);
        GC.KeepAlive(running_var);
        return result;
    }

    private static readonly Operator s_batch_norm = new("aten::batch_norm");

    /// <summary><c>aten::bernoulli(Tensor self, *, Generator? generator=None) -&gt; Tensor</c></summary>
    internal static Tensor bernoulli(Tensor self, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, generator };
        var result = s_bernoulli.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return result;
    }

    private static readonly Operator s_bernoulli = new("aten::bernoulli");

    /// <summary><c>aten::bernoulli_.Tensor(Tensor(a!) self, Tensor p, *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bernoulli__Tensor(Tensor self, Tensor p, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, p, generator };
        s_bernoulli__Tensor.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(p);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_bernoulli__Tensor = new("aten::bernoulli_", "Tensor");

    /// <summary><c>aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bernoulli__float(Tensor self, double p = 0.5, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, p, generator };
        s_bernoulli__float.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_bernoulli__float = new("aten::bernoulli_", "float");

    /// <summary><c>aten::bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -&gt; Tensor</c></summary>
    internal static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias = null)
    {
        var args = stackalloc Value[] { input1, input2, weight, bias };
        var result = s_bilinear.Tensor(args, 4);
        GC.KeepAlive(input1);
        GC.KeepAlive(input2);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        return result;
    }

    private static readonly Operator s_bilinear = new("aten::bilinear");

    /// <summary><c>aten::binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor binary_cross_entropy(Tensor self, Tensor target, Tensor? weight = null, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, weight, reduction };
        var result = s_binary_cross_entropy.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        GC.KeepAlive(weight);
        return result;
    }

    private static readonly Operator s_binary_cross_entropy = new("aten::binary_cross_entropy");

    /// <summary><c>aten::binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight = null, Tensor? pos_weight = null, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, weight, pos_weight, reduction };
        var result = s_binary_cross_entropy_with_logits.Tensor(args, 5);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        GC.KeepAlive(weight);
        GC.KeepAlive(pos_weight);
        return result;
    }

    private static readonly Operator s_binary_cross_entropy_with_logits = new("aten::binary_cross_entropy_with_logits");

    /// <summary><c>aten::bincount(Tensor self, Tensor? weights=None, int minlength=0) -&gt; Tensor</c></summary>
    internal static Tensor bincount(Tensor self, Tensor? weights = null, long minlength = 0)
    {
        var args = stackalloc Value[] { self, weights, minlength };
        var result = s_bincount.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(weights);
        return result;
    }

    private static readonly Operator s_bincount = new("aten::bincount");

    /// <summary><c>aten::binomial(Tensor count, Tensor prob, Generator? generator=None) -&gt; Tensor</c></summary>
    internal static Tensor binomial(Tensor count, Tensor prob, Generator? generator = null)
    {
        var args = stackalloc Value[] { count, prob, generator };
        var result = s_binomial.Tensor(args, 3);
        GC.KeepAlive(count);
        GC.KeepAlive(prob);
        GC.KeepAlive(generator);
        return result;
    }

    private static readonly Operator s_binomial = new("aten::binomial");

    /// <summary><c>aten::bitwise_and.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor bitwise_and_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_bitwise_and_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_bitwise_and_Tensor = new("aten::bitwise_and", "Tensor");

    /// <summary><c>aten::bitwise_and_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bitwise_and__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_bitwise_and__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_bitwise_and__Tensor = new("aten::bitwise_and_", "Tensor");

    /// <summary><c>aten::bitwise_left_shift.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor bitwise_left_shift_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_bitwise_left_shift_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_bitwise_left_shift_Tensor = new("aten::bitwise_left_shift", "Tensor");

    /// <summary><c>aten::bitwise_left_shift_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bitwise_left_shift__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_bitwise_left_shift__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_bitwise_left_shift__Tensor = new("aten::bitwise_left_shift_", "Tensor");

    /// <summary><c>aten::bitwise_not(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor bitwise_not(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_bitwise_not.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_bitwise_not = new("aten::bitwise_not");

    /// <summary><c>aten::bitwise_not_(Tensor(a!) self) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bitwise_not_(Tensor self)
    {
        var args = stackalloc Value[] { self };
        s_bitwise_not_.InPlace(args, 1);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_bitwise_not_ = new("aten::bitwise_not_");

    /// <summary><c>aten::bitwise_or.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor bitwise_or_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_bitwise_or_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_bitwise_or_Tensor = new("aten::bitwise_or", "Tensor");

    /// <summary><c>aten::bitwise_or_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bitwise_or__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_bitwise_or__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_bitwise_or__Tensor = new("aten::bitwise_or_", "Tensor");

    /// <summary><c>aten::bitwise_right_shift.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor bitwise_right_shift_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_bitwise_right_shift_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_bitwise_right_shift_Tensor = new("aten::bitwise_right_shift", "Tensor");

    /// <summary><c>aten::bitwise_right_shift_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bitwise_right_shift__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_bitwise_right_shift__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_bitwise_right_shift__Tensor = new("aten::bitwise_right_shift_", "Tensor");

    /// <summary><c>aten::bitwise_xor.Tensor(Tensor self, Tensor other) -&gt; Tensor</c></summary>
    internal static Tensor bitwise_xor_Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_bitwise_xor_Tensor.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_bitwise_xor_Tensor = new("aten::bitwise_xor", "Tensor");

    /// <summary><c>aten::bitwise_xor_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor bitwise_xor__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_bitwise_xor__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_bitwise_xor__Tensor = new("aten::bitwise_xor_", "Tensor");

    /// <summary><c>aten::block_diag(Tensor[] tensors) -&gt; Tensor</c></summary>
    internal static Tensor block_diag(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var result = s_block_diag.Tensor(args, 1);
        GC.KeepAlive(tensors);
        return result;
    }

    private static readonly Operator s_block_diag = new("aten::block_diag");

    /// <summary><c>aten::bmm(Tensor self, Tensor mat2) -&gt; Tensor</c></summary>
    internal static Tensor bmm(Tensor self, Tensor mat2)
    {
        var args = stackalloc Value[] { self, mat2 };
        var result = s_bmm.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(mat2);
        return result;
    }

    private static readonly Operator s_bmm = new("aten::bmm");

    /// <summary><c>aten::broadcast_tensors(Tensor[] tensors) -&gt; Tensor[]</c></summary>
    internal static Tensor[] broadcast_tensors(Tensor[] tensors)
    {
        var tensors_ = stackalloc nint[tensors.Length];
        Operator.Handles(tensors, tensors_);
        var args = stackalloc Value[] { Value.Tensors(tensors_, tensors.Length) };
        var results = s_broadcast_tensors.Tensors(args, 1);
        GC.KeepAlive(tensors);
        return results;
    }

    private static readonly Operator s_broadcast_tensors = new("aten::broadcast_tensors");

    /// <summary><c>aten::broadcast_to(Tensor(a) self, int[] size) -&gt; Tensor(a)</c></summary>
    internal static Tensor broadcast_to(Tensor self, long[] size)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { self, Value.List(size_, size) };
            var result = s_broadcast_to.Tensor(args, 2);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_broadcast_to = new("aten::broadcast_to");

    /// <summary><c>aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -&gt; Tensor</c></summary>
    internal static Tensor bucketize_Tensor(Tensor self, Tensor boundaries, bool out_int32 = false, bool right = false)
    {
        var args = stackalloc Value[] { self, boundaries, out_int32, right };
        var result = s_bucketize_Tensor.Tensor(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(boundaries);
        return result;
    }

    private static readonly Operator s_bucketize_Tensor = new("aten::bucketize", "Tensor");
}
