using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>An expert's prototype: the first right singular vector (in) of B A, up to its sign.</summary>
internal static class ArrowPrototype
{
    private const int PowerIterations = 15;

    internal static Tensor Of(Tensor a, Tensor b, long? seed)
    {
        using var scope = NewDisposeScope();
        return (seed is { } start ? Approximate(a, b, start) : Exact(a, b)).MoveToOuterDisposeScope();
    }

    // With A' = Q R, the right singular vectors of B A are Q times those of B R'.
    private static Tensor Exact(Tensor a, Tensor b)
    {
        var (q, r) = linalg.qr(a.t());
        var (_, _, vh) = linalg.svd(b.mm(r.t()), fullMatrices: false);
        return q.mv(vh[0]);
    }

    // PEFT's. Where the first two singular values are close, it has not converged, and depends on where it starts.
    private static Tensor Approximate(Tensor a, Tensor b, long seed)
    {
        using var generator = new Generator((ulong)seed, CPU);
        var direction = randn(a.shape[1], a.dtype, CPU, generator: generator).to(a.device);
        var square = b.t().mm(b);
        for (int i = 0; i < PowerIterations; i++)
        {
            var next = a.t().mv(square.mv(a.mv(direction)));
            direction = next.div(next.norm().clamp_min(Interop.Scalars.Tiny));
        }
        return direction;
    }
}
