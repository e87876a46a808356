using Peft.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>The subspace of one matrix: orthonormal columns on one side or both.</summary>
internal sealed class GaLoreSubspace : IDisposable
{
    internal const string LeftKey = "projection_left", RightKey = "projection_right";

    private Tensor? _left, _right;

    private GaLoreSubspace(Tensor? left, Tensor? right) => (_left, _right) = (left?.DetachFromDisposeScope(), right?.DetachFromDisposeScope());

    /// <summary>Whether a parameter has a subspace at all.</summary>
    internal static bool Suits(GaLoreProjection projection, Tensor parameter) => parameter.dim() == 2 && Math.Min(parameter.shape[0], parameter.shape[1]) > projection.Rank;

    /// <summary>The subspace of a gradient's largest singular vectors.</summary>
    internal static GaLoreSubspace Of(GaLoreProjection projection, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        bool tall = gradient.shape[0] >= gradient.shape[1];
        bool right = projection.Sides switch
        {
            GaLoreSides.Standard => tall,
            GaLoreSides.ReverseStandard => !tall,
            GaLoreSides.Left => false,
            _ => true,
        };
        bool left = !right || projection.Sides == GaLoreSides.Both;
        var (u, _, vh) = linalg.svd(gradient.to(ScalarType.Float32), fullMatrices: false);
        return new GaLoreSubspace(left ? u.narrow(1, 0, projection.Rank).contiguous() : null, right ? vh.narrow(0, 0, projection.Rank).t().contiguous() : null);
    }

    /// <summary>What was saved, if anything.</summary>
    internal static GaLoreSubspace? Of(IReadOnlyDictionary<string, Tensor> tensors, Device device)
    {
        Tensor? Saved(string key) => tensors.TryGetValue(key, out Tensor? saved) ? saved.to(device, copy: true) : null;
        return Saved(LeftKey) is var left && Saved(RightKey) is var right && (left ?? right) is null ? null : new GaLoreSubspace(left, right);
    }

    /// <summary>How many elements a state of a parameter has by what was saved.</summary>
    internal static long CountOf(IReadOnlyDictionary<string, SafetensorSpec> saved, long[] shape)
    {
        long Side(string key, int side) =>
            saved.TryGetValue(key, out SafetensorSpec? projection) && projection.Shape is [long whole, long rank] && whole == shape[side] ? rank : shape[side];
        return shape.Length == 2 ? Side(LeftKey, 0) * Side(RightKey, 1) : shape.Aggregate(1L, (product, size) => product * size);
    }

    /// <summary>How many elements are left of a gradient.</summary>
    internal long CountOf(Tensor gradient) => (_left?.shape[1] ?? gradient.shape[0]) * (_right?.shape[1] ?? gradient.shape[1]);

    /// <summary>The part of a gradient in the subspace, in float32.</summary>
    internal Tensor Project(Tensor gradient)
    {
        Tensor projected = gradient.to(ScalarType.Float32);
        if (_left is not null)
            projected = _left.t().mm(projected);
        return (_right is null ? projected : projected.mm(_right)).contiguous();
    }

    /// <summary>Adds an update of the subspace to a parameter.</summary>
    internal void Add(Tensor update, Tensor parameter, double scale)
    {
        if (_left is not null)
            update = _left.mm(update);
        if (_right is not null)
            update = update.mm(_right.t());
        using Scalar factor = scale;
        parameter.add_(update.to(parameter.dtype), factor);
    }

    internal void To(Device device)
    {
        _left = _left?.to(device, disposeAfter: true).DetachFromDisposeScope();
        _right = _right?.to(device, disposeAfter: true).DetachFromDisposeScope();
    }

    internal IEnumerable<StatePart> Parts() => new[] { StatePart.Of(LeftKey, _left), StatePart.Of(RightKey, _right) }.OfType<StatePart>();

    public void Dispose()
    {
        _left?.Dispose();
        _right?.Dispose();
    }
}
