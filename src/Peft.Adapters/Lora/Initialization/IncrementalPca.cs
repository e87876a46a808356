using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// The principal directions of rows that come batch by batch: those of a batch together with what the earlier ones left, which is their directions times
/// their singular values and the shift of the mean.
/// </summary>
/// <remarks>Ross et al., "Incremental Learning for Robust Visual Tracking", International Journal of Computer Vision 77 (2008), figure 1.</remarks>
/// <param name="count">How many directions to keep.</param>
/// <param name="tau">The cosine at which a direction counts as settled.</param>
internal sealed class IncrementalPca(int count, double tau) : IDisposable
{
    // PEFT's, so that results agree.
    private const ulong Seed = 42;
    private const int PowerIterations = 4;

    private long _rows;
    private Tensor? _mean;
    private double _scatter;  // sum of squared distances from the mean

    /// <summary>(count, features), orthonormal; null before the first rows.</summary>
    internal Tensor? Components { get; private set; }

    /// <summary>(count), falling.</summary>
    internal Tensor? SingularValues { get; private set; }

    /// <summary>For each direction whether it is what it was before the last rows; null before there were two batches.</summary>
    internal bool[]? Settled { get; private set; }

    /// <summary>The share of all variance that each direction explains.</summary>
    internal double[] ExplainedShares()
    {
        using var scope = NewDisposeScope();
        return SingularValues!.to(ScalarType.Float64).pow(Scalars.Two).div(_scatter).cpu().data<double>().ToArray();
    }

    /// <param name="rows">(rows, features), at least as many rows as directions.</param>
    internal void Add(Tensor rows)
    {
        using var scope = NewDisposeScope();
        long added = rows.shape[0], total = _rows + added;
        var mean = rows.mean([0], type: ScalarType.Float64);
        var centred = rows - mean.to(rows.dtype);
        var distance = mean - (_mean ?? mean);
        double weight = (double)_rows * added / total;
        _scatter += centred.pow(Scalars.Two).sum(ScalarType.Float64).item<double>() + (weight * distance.pow(Scalars.Two).sum().item<double>());
        var matrix = Components is null ? centred : cat([SingularValues!.unsqueeze(1) * Components, centred, (distance * -Math.Sqrt(weight)).unsqueeze(0)], 0);  // of double precision, as PEFT's
        using var generator = new Generator(Seed, CPU);
        var (_, values, vt) = RandomizedSvd.Compute(matrix, (int)Math.Min(2 * count, matrix.shape[0]), PowerIterations, generator);
        var components = WithFixedSigns(vt.narrow(0, 0, count));
        Settled = Components is null ? null : [.. nn.functional.cosine_similarity(components, Components, 1, 1e-8).ge(tau).cpu().data<bool>()];
        Keep(total, mean: _mean is null ? mean : _mean + (distance * ((double)added / total)), components, values.narrow(0, 0, count).clone());
    }

    public void Dispose()
    {
        _mean?.Dispose();
        Components?.Dispose();
        SingularValues?.Dispose();
    }

    private void Keep(long rows, Tensor mean, Tensor components, Tensor values)
    {
        Dispose();
        (_rows, _mean, Components, SingularValues) = (rows, mean.DetachFromDisposeScope(), components.DetachFromDisposeScope(), values.DetachFromDisposeScope());
    }

    // The largest entry of each direction is positive, or the cosine to what it was would be of either sign.
    private static Tensor WithFixedSigns(Tensor directions) => directions * directions.gather(1, directions.abs().argmax(1, keepdim: true)).sign();
}
