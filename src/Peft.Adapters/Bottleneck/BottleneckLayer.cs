using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// A bottleneck after a module, h = y + s · U f(D y + b) + c, or beside it, h = y + s · U f(D x + b) + c, with D (m, features) and U (features, m). U starts with zero, so that the module starts unchanged.
/// </summary>
/// <remarks>
/// Houlsby et al., "Parameter-Efficient Transfer Learning for NLP", arXiv 1902.00751, section 2.1; beside a module and scaled: He et al., "Towards a Unified View of Parameter-Efficient
/// Transfer Learning", arXiv 2110.04366, table 1.
/// </remarks>
internal sealed class BottleneckLayer : NonlinearAdapter
{
    private const string Down = "adapter_down", Up = "adapter_up", Scale = "adapter_scaling";
    private readonly BottleneckConfig _config;
    private readonly Scalar _scaling;

    internal BottleneckLayer(BaseLayer layer, BottleneckConfig config)
        : base(nameof(BottleneckLayer), layer, config.AdapterType(layer))
    {
        (_config, _scaling) = (config, config.Scaling ?? 1);
        long inputs = config.IsParallel ? layer.InFeatures : layer.OutFeatures, width = Math.Max(1, inputs / config.ReductionFactor);
        AddParameter(Down + ".weight", width, inputs);
        AddParameter(Down + ".bias", width);
        AddParameter(Up + ".weight", layer.OutFeatures, width);
        AddParameter(Up + ".bias", layer.OutFeatures);
        if (config.Scaling is null)
            AddParameter(Scale, 1);
    }

    protected internal override void Start()
    {
        Fill.Kaiming([this[Down + ".weight"], this[Up + ".weight"]]);
        this[Down + ".bias"].zero_();
        this[Up + ".bias"].zero_();
        if (_config.InitWeights)
            this[Up + ".weight"].zero_();
        TryGet(Scale)?.fill_(1);
    }

    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var narrow = _config.Nonlinearity.Of(Linear(_config.IsParallel ? x : y, Down));
        var update = Linear(narrow, Up);
        if (TryGet(Scale) is { } scale)
            update = update.mul(scale);
        return y.to(update.dtype).add(update, _scaling).to(y.dtype).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _scaling.Dispose();
        base.Dispose(disposing);
    }

    private Tensor Linear(Tensor x, string name) => functional.linear(x.to(this[name + ".weight"].dtype), this[name + ".weight"], this[name + ".bias"]);
}
