using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// ‖W + s · B A‖ of each row, without W + s · B A: its square is ‖W‖² + 2 s · Σ (W Aᵀ) ∘ B + s² · Σ (B A Aᵀ) ∘ B with the sums over the rank,
/// which reads W and writes nothing of its size.
/// </summary>
/// <remarks>
/// Where the parts nearly cancel, the sum of squares would be too inexact, and the matrix is made after all. <see cref="Keep"/> keeps the norm with
/// the A and B that it is of, and compares them at each use: a changed A or B is never answered with the norm of the old one.
/// A base weight that is changed in its place is not seen; who does that says so (<see cref="Adapter.OnBaseChanged"/>, <c>train()</c>, <c>eval()</c>).
/// </remarks>
internal sealed class RowNorm(LoraLayer lora)
{
    private Kept? _kept;

    /// <summary>The norm (out) for A and B as they are.</summary>
    internal Tensor Compute()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (a, b) = (lora.A, lora.B);
        var weight = lora.Shifted(lora.Layer.ToMatrix(lora.Layer.OriginalWeight));
        return (b.shape[1] == lora.Rank ? Cheap(weight, a, b) ?? Direct(weight) : Direct(weight)).MoveToOuterDisposeScope();
    }

    /// <summary>The same, from memory if nothing has changed; not to be disposed.</summary>
    internal Tensor Keep()
    {
        var kept = Volatile.Read(ref _kept);
        if (kept is not null && kept.IsFor(lora))
            return kept.Norm;
        using var scope = NewDisposeScope();
        var made = new Kept(lora.Layer.Store.OriginalIdentity, lora.A.detach().clone(), lora.B.detach().clone(), Compute());
        if (Interlocked.CompareExchange(ref _kept, made, kept) != kept)
            return made.Norm.MoveToOuterDisposeScope();  // another thread was faster
        made.Detach(scope);
        kept?.Dispose();
        return made.Norm;
    }

    internal void Forget() => Interlocked.Exchange(ref _kept, null)?.Dispose();

    // Null where it would be too inexact.
    private Tensor? Cheap(Tensor weight, Tensor a, Tensor b)
    {
        var own = linalg.vector_norm(weight, 2, [1]).pow(Scalars.Two);
        var mixed = weight.mm(a.t()).mul(b).sum(1);
        var update = b.mm(a.mm(a.t())).mul(b).sum(1);
        var square = own.add(mixed.mul(Scalars.Two).add(update, lora.Scale), lora.Scale);
        // In single precision the square is exact to 1e-7 of its largest part: the norm to 1e-4 if there is a thousandth of it.
        return square.lt(own.mul(Scalars.Thousandth)).any().item<bool>() ? null : square.clamp_min(Scalars.Tiny).sqrt();
    }

    private Tensor Direct(Tensor weight) => linalg.vector_norm(weight.add(lora.Delta(), lora.Scale), 2, [1]).clamp_min(Scalars.Tiny);

    private sealed record Kept(object Weight, Tensor A, Tensor B, Tensor Norm) : IDisposable
    {
        // One question to the device, for on a GPU each answer is waited for.
        internal bool IsFor(LoraLayer lora)
        {
            using var scope = NewDisposeScope();
            return ReferenceEquals(Weight, lora.Layer.Store.OriginalIdentity) && A.dtype == lora.A.dtype && B.dtype == lora.B.dtype && A.eq(lora.A).all().logical_and(B.eq(lora.B).all()).item<bool>();
        }

        internal void Detach(DisposeScope scope) => scope.Detach(A, B, Norm);

        public void Dispose()
        {
            A.Dispose();
            B.Dispose();
            Norm.Dispose();
        }
    }
}
