using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>(IA)³ on one layer: l ⊙ (W x + b), or W (l ⊙ x) + b in a feed-forward network, with l a number for each output or input.</summary>
/// <remarks>Liu et al., "Few-Shot Parameter-Efficient Fine-Tuning is Better and Cheaper than In-Context Learning", arXiv 2205.05638, section 3.3.</remarks>
internal sealed class Ia3Layer : Adapter
{
    private readonly bool _scalesInput, _startsUnchanged;

    internal Ia3Layer(BaseLayer layer, string path, Ia3Config config)
        : base(nameof(Ia3Layer), layer, config.AdapterType(layer))
    {
        (_scalesInput, _startsUnchanged) = (config.ScalesInputOf(path, layer), config.InitWeights);
        long features = _scalesInput ? layer.InFeatures : layer.OutFeatures;
        AddParameter("ia3_l", layer.Kind == LayerKind.Convolution ? [1, features, .. layer.WeightShape.Skip(2).Select(_ => 1L)] : _scalesInput ? [1, features] : [features, 1]);
    }

    // With groups a kernel reads the inputs of its own group only.
    public override bool CanMerge => !_scalesInput || Layer.Kind != LayerKind.Convolution || Layer.WeightShape[1] == Layer.InFeatures;

    private Tensor Scale => this["ia3_l"].flatten();

    protected internal override void Start()
    {
        if (_startsUnchanged)
            this["ia3_l"].fill_(1);
        else
            this["ia3_l"].normal_();
    }

    public override Tensor Apply(Tensor x, InnerLayer inner)
    {
        using var scope = NewDisposeScope();
        var y = _scalesInput ? inner.Call(Scaled(x)) : Scaled(inner.Call(x));
        return y.MoveToOuterDisposeScope();
    }

    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        // Of each input a kernel has several columns.
        var scale = _scalesInput ? Scale.repeat_interleave(weight.shape[1] / Layer.InFeatures) : Scale.unsqueeze(1);
        return weight.to(scale.dtype).mul(scale).MoveToOuterDisposeScope();
    }

    public override Tensor? TransformBias(Tensor? bias) => _scalesInput || bias is null ? bias : bias.to(Scale.dtype).mul(Scale);

    private Tensor Scaled(Tensor features) => features.to(Scale.dtype).mul(Layer.PerFeature(Scale)).to(features.dtype);
}
