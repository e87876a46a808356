using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>LoHa and LoKr on a layer: what they drop in training.</summary>
internal abstract class LycorisLayer(string name, BaseLayer layer, string path, LycorisConfig config, bool rescalesDropped)
    : DeltaAdapter(name, layer, config.AdapterType(layer), config.ScalingAt(path))
{
    private readonly double _rankDropout = config.RankDropout, _moduleDropout = config.ModuleDropout;

    public override bool ActsThroughWeight => !training || (_rankDropout == 0 && _moduleDropout == 0);

    public override Tensor Apply(Tensor x, Tensor y) => training && _moduleDropout > 0 && Draw(1).item<float>() <= _moduleDropout ? y.alias() : base.Apply(x, y);

    protected sealed override Tensor Update(Tensor x)
    {
        if (!training || _rankDropout == 0)
            return Multiply(x);
        using var scope = NewDisposeScope();
        using Scalar dropout = _rankDropout;
        var kept = Draw(Layer.OutFeatures).to(Layer.Device).gt(dropout).to(ScalarType.Float32);
        if (rescalesDropped)
            kept.div_(kept.mean());
        return Multiply(x).mul(Layer.PerFeature(kept)).MoveToOuterDisposeScope();
    }

    /// <summary>ΔW x with nothing dropped.</summary>
    private protected virtual Tensor Multiply(Tensor x) => base.Update(x);

    private static Tensor Draw(long count) => rand(count);
}
