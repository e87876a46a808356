using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>SHiRA on a linear layer: some entries of the weight, chosen once at random, are trained; W' = W + S with S zero elsewhere.</summary>
/// <remarks>Bhardwaj et al., "Sparse High Rank Adapters", arXiv 2406.13175, section 3. With a seed the same entries are chosen as in PEFT.</remarks>
internal sealed class ShiraLayer : WeightAdapter
{
    private readonly ShiraConfig _config;

    internal ShiraLayer(BaseLayer layer, string path, ShiraConfig config)
        : base(nameof(ShiraLayer), layer, config.AdapterType(layer))
    {
        _config = config;
        long count = config.Rank * (layer.InFeatures + layer.OutFeatures);
        if (count > layer.InFeatures * layer.OutFeatures)
            throw new PeftConfigException("SHIRA", [$"Rank is {config.Rank}, which trains {count} entries at '{path}', but its weight has {layer.InFeatures * layer.OutFeatures}."], "Choose a smaller rank, or exclude this layer.");
        AddParameter("shira_weight", count);
        AddConstant("shira_indices", empty([2, count], ScalarType.Int32, layer.Device), stored: true);
    }

    /// <summary>Where the entries are in the weight, row after row.</summary>
    private Tensor Places
    {
        get
        {
            using Scalar width = Layer.InFeatures;
            return this["shira_indices"][0].to(ScalarType.Int64).mul(width).add(this["shira_indices"][1], Scalars.One);
        }
    }

    protected internal override void Start()
    {
        if (_config.InitWeights)
            this["shira_weight"].zero_();
        else
            this["shira_weight"].normal_();
        using var generator = _config.Seed is { } seed ? new Generator((ulong)seed) : null;
        var (places, _) = randperm(Layer.InFeatures * Layer.OutFeatures, generator: generator!).narrow(0, 0, this["shira_weight"].numel()).sort();
        this["shira_indices"].copy_(stack([places.floor_divide(Layer.InFeatures), places.remainder(Layer.InFeatures)], 0));
    }

    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        var values = this["shira_weight"];
        return weight.to(values.dtype).flatten().scatter_add(0, Places, values).view(weight.shape).MoveToOuterDisposeScope();
    }
}
