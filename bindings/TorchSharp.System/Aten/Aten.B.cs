// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
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
}
