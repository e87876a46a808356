using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>A layer while EVA distributes ranks.</summary>
internal sealed class EvaLayer(TargetLayer target, int ownRank)
{
    internal TargetLayer Target => target;

    /// <summary>The rank that the configuration gives it.</summary>
    internal int OwnRank => ownRank;

    /// <summary>The rank that EVA gives it.</summary>
    internal int Rank { get; set; }
}

/// <summary>The inputs of one layer, or of several that are given the same tensor (as query, key and value are).</summary>
/// <param name="first">The tensor of the first batch, to recognise it by; not used otherwise.</param>
internal sealed class EvaInput(Tensor first) : IDisposable
{
    private readonly List<EvaLayer> _layers = [];
    private IncrementalPca? _directions;

    internal IReadOnlyList<EvaLayer> Layers => _layers;

    /// <summary>The most directions that a layer may get.</summary>
    internal int MostRank { get; private set; }

    /// <summary>Whether a batch had enough rows.</summary>
    internal bool IsStarted => _directions?.Components is not null;

    /// <summary>Whether the directions that layers get were the same a batch ago.</summary>
    internal bool IsSettled => _directions is { Settled: { } settled } && settled.Take(_layers.Max(l => l.Rank)).All(s => s);

    internal bool Is(Tensor input) => ReferenceEquals(first, input);

    internal void Add(EvaLayer layer, double rho)
    {
        _layers.Add(layer);
        MostRank = Math.Max(MostRank, (int)Math.Min(Math.Round(layer.OwnRank * rho), layer.Target.Layer.InFeatures));
        _layers.ForEach(l => l.Rank = MostRank);
    }

    internal void See(Tensor rows, double tau)
    {
        if (IsSettled || rows.shape[0] < MostRank)
            return;
        _directions ??= new IncrementalPca(MostRank, tau);
        _directions.Add(rows);
    }

    /// <summary>The share of the variance that each direction explains, for each layer.</summary>
    internal IEnumerable<(EvaLayer Layer, double Share)> Shares()
    {
        double[] shares = _directions!.ExplainedShares();
        return _layers.SelectMany(layer => shares.Select(share => (layer, share)));
    }

    /// <summary>A of a layer: (rank, in).</summary>
    internal Tensor Directions(EvaLayer layer, bool whiten)
    {
        var rows = _directions!.Components!.narrow(0, 0, layer.Rank);
        return whiten ? rows.div(_directions.SingularValues!.narrow(0, 0, layer.Rank).sqrt().unsqueeze(1)) : rows.clone();
    }

    public void Dispose() => _directions?.Dispose();
}
