using static TorchSharp.torch;

namespace OwnModule;

/// <summary>Points on two arms of a spiral, and which arm each is on.</summary>
internal sealed class Spirals : IDisposable
{
    /// <param name="count">How many points.</param>
    /// <param name="turn">By how much the spiral is turned, in radians.</param>
    public Spirals(int count, double turn)
    {
        using var scope = NewDisposeScope();
        var arm = arange(count, dtype: ScalarType.Int64).remainder(2);
        var radius = linspace(0.2, 1, count);
        var angle = 5 * radius + Math.PI * arm + turn;
        var noise = 0.02 * randn(count, 2);
        Points = (stack([radius * angle.cos(), radius * angle.sin()], dim: 1) + noise).MoveToOuterDisposeScope();
        Arms = arm.MoveToOuterDisposeScope();
    }

    public Tensor Points { get; }

    public Tensor Arms { get; }

    public void Dispose()
    {
        Points.Dispose();
        Arms.Dispose();
    }
}
