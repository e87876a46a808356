using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>VeRA on one layer: ΔW = diag(b) B diag(d) A, of which only b (out) and d (r) are trained; A and B are random and those of all layers (<see cref="VeraProjections"/>).</summary>
/// <remarks>Kopiczko et al., "VeRA: Vector-based Random Matrix Adaptation", arXiv 2310.11454, equation 2.</remarks>
internal sealed class VeraLayer : DeltaAdapter
{
    private readonly VeraProjections _projections;
    private readonly VeraConfig _config;

    internal VeraLayer(BaseLayer layer, VeraConfig config, VeraProjections projections)
        : base(nameof(VeraLayer), layer, config.AdapterType(layer), dropout: config.Dropout)
    {
        (_projections, _config) = (projections, config);
        AddParameter("vera_lambda_b", layer.OutFeatures);
        AddParameter("vera_lambda_d", config.Rank);
    }

    public override SharedTensors Shared => _projections;

    private Tensor Lambda(string which) => this["vera_lambda_" + which];

    private Tensor A => _projections.A(Layer.InFeatures);

    private Tensor B => _projections.B(Layer.OutFeatures);

    protected internal override void Start()
    {
        if (_config.InitWeights)
        {
            Lambda("d").fill_(_config.InitialD);
            Lambda("b").zero_();
        }
        else
        {
            Lambda("d").normal_();
            Lambda("b").fill_(1);
        }
    }

    protected override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        return B.mul(Lambda("b").unsqueeze(1)).mm(A.mul(Lambda("d").unsqueeze(1))).MoveToOuterDisposeScope();
    }

    protected override Tensor Update(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Layer.MixFeatures(Layer.Product(x, A).mul(Lambda("d")), B).mul(Lambda("b")).MoveToOuterDisposeScope();
    }
}
