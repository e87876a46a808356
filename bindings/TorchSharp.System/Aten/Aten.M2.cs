// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
#nullable enable

using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::movedim.intlist(Tensor(a) self, int[] source, int[] destination) -&gt; Tensor(a)</c></summary>
    internal static Tensor movedim_intlist(Tensor self, long[] source, long[] destination)
    {
        fixed (long* source_ = source)
        fixed (long* destination_ = destination)
        {
            var args = stackalloc Value[] { self, Value.List(source_, source), Value.List(destination_, destination) };
            var result = s_movedim_intlist.Tensor(args, 3);
            GC.KeepAlive(self);
            return result;
        }
    }

    private static readonly Operator s_movedim_intlist = new("aten::movedim", "intlist");

    /// <summary><c>aten::mse_loss(Tensor self, Tensor target, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor mse_loss(Tensor self, Tensor target, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, reduction };
        var result = s_mse_loss.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_mse_loss = new("aten::mse_loss");

    /// <summary><c>aten::msort(Tensor self) -&gt; Tensor</c></summary>
    internal static Tensor msort(Tensor self)
    {
        var args = stackalloc Value[] { self };
        var result = s_msort.Tensor(args, 1);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_msort = new("aten::msort");

    /// <summary><c>aten::mul.Scalar(Tensor self, Scalar other) -&gt; Tensor</c></summary>
    internal static Tensor mul_Scalar(Tensor self, Scalar other)
    {
        var args = stackalloc Value[] { self, other };
        var result = s_mul_Scalar.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return result;
    }

    private static readonly Operator s_mul_Scalar = new("aten::mul", "Scalar");

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

    /// <summary><c>aten::mul_.Tensor(Tensor(a!) self, Tensor other) -&gt; Tensor(a!)</c></summary>
    internal static Tensor mul__Tensor(Tensor self, Tensor other)
    {
        var args = stackalloc Value[] { self, other };
        s_mul__Tensor.InPlace(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(other);
        return self;
    }

    private static readonly Operator s_mul__Tensor = new("aten::mul_", "Tensor");

    /// <summary><c>aten::multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor multi_margin_loss(Tensor self, Tensor target, Scalar? p = null, Scalar? margin = null, Tensor? weight = null, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, p is null ? default : (Value)p, margin is null ? default : (Value)margin, weight, reduction };
        var result = s_multi_margin_loss.Tensor(args, 6);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        GC.KeepAlive(p);
        GC.KeepAlive(margin);
        GC.KeepAlive(weight);
        return result;
    }

    private static readonly Operator s_multi_margin_loss = new("aten::multi_margin_loss");

    /// <summary><c>aten::multilabel_margin_loss(Tensor self, Tensor target, int reduction=1) -&gt; Tensor</c></summary>
    internal static Tensor multilabel_margin_loss(Tensor self, Tensor target, long reduction = 1)
    {
        var args = stackalloc Value[] { self, target, reduction };
        var result = s_multilabel_margin_loss.Tensor(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(target);
        return result;
    }

    private static readonly Operator s_multilabel_margin_loss = new("aten::multilabel_margin_loss");

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

    /// <summary><c>aten::mv(Tensor self, Tensor vec) -&gt; Tensor</c></summary>
    internal static Tensor mv(Tensor self, Tensor vec)
    {
        var args = stackalloc Value[] { self, vec };
        var result = s_mv.Tensor(args, 2);
        GC.KeepAlive(self);
        GC.KeepAlive(vec);
        return result;
    }

    private static readonly Operator s_mv = new("aten::mv");

    /// <summary><c>aten::mvlgamma(Tensor self, int p) -&gt; Tensor</c></summary>
    internal static Tensor mvlgamma(Tensor self, long p)
    {
        var args = stackalloc Value[] { self, p };
        var result = s_mvlgamma.Tensor(args, 2);
        GC.KeepAlive(self);
        return result;
    }

    private static readonly Operator s_mvlgamma = new("aten::mvlgamma");

    /// <summary><c>aten::mvlgamma_(Tensor(a!) self, int p) -&gt; Tensor(a!)</c></summary>
    internal static Tensor mvlgamma_(Tensor self, long p)
    {
        var args = stackalloc Value[] { self, p };
        s_mvlgamma_.InPlace(args, 2);
        GC.KeepAlive(self);
        return self;
    }

    private static readonly Operator s_mvlgamma_ = new("aten::mvlgamma_");
}
