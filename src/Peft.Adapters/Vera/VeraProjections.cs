using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>VeRA's random matrices A (r, largest in) and B (largest out, r), from which each layer takes as many columns and rows as it needs.</summary>
/// <remarks>Drawn as PEFT does, uniform with Kaiming's bound from a generator of their own: the same key gives Python's numbers.</remarks>
public sealed class VeraProjections : SharedTensors
{
    private readonly VeraConfig _config;

    internal VeraProjections(IReadOnlyList<BaseLayer> layers, VeraConfig config)
        : base(nameof(VeraProjections), config.AdapterType(layers[0]), layers[0].Device)
    {
        _config = config;
        AddConstant("vera_A", empty(config.Rank, layers.Max(l => l.InFeatures), config.AdapterType(layers[0]), layers[0].Device), config.SaveProjection);
        AddConstant("vera_B", empty(layers.Max(l => l.OutFeatures), config.Rank, config.AdapterType(layers[0]), layers[0].Device), config.SaveProjection);
    }

    internal Tensor A(long inputs) => this["vera_A"].narrow(1, 0, inputs);

    internal Tensor B(long outputs) => this["vera_B"].narrow(0, 0, outputs);

    /// <inheritdoc/>
    protected internal override void Start()
    {
        using var generator = new Generator((ulong)_config.ProjectionKey);
        foreach (string key in new[] { "vera_A", "vera_B" })
        {
            double bound = Math.Sqrt(6.0 / this[key].shape[1]);
            this[key].copy_(empty(this[key].shape).uniform_(-bound, bound, generator));
        }
    }

    /// <inheritdoc/>
    protected internal override void Restore(bool complete)
    {
        if (!complete || !_config.SaveProjection)
            Start();
    }
}
