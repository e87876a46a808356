using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>A user's own model beside which a side network may stand: emb - three blocks - lin0, and the mean over the sequence.</summary>
internal sealed class SideNetwork : Module<Tensor, Tensor>, ISideModel
{
    internal const int Vocabulary = 12, Width = 8, Layers = 3;

    private readonly Embedding emb = Embedding(Vocabulary, Width);
    private readonly ModuleList<ResidualBlock> blocks = new([.. Enumerable.Range(0, Layers).Select(_ => new ResidualBlock(Width, ScalarType.Float32).Draw())]);
    private readonly Linear lin0 = Linear(Width, 4);

    public SideNetwork()
        : base(nameof(SideNetwork))
    {
        RegisterComponents();
        Side = new(new() { Width = Width, Layers = Layers, Reducible = Width }, this, block =>
        {
            var narrow = new ResidualBlock(Width / block.ReductionFactor, block.Type);
            return block.Start == SideStart.FromFile ? narrow : narrow.Draw();
        });
    }

    public SideSlot<ResidualBlock> Side { get; }

    SideSlot ISideModel.Side => Side;

    public override Tensor forward(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var x = emb.call(ids);
        using var side = Side.Begin(x);
        foreach (var (i, block) in blocks.Index())
        {
            x = block.call(x);
            side?.Step(i, x, (narrow, s) => narrow.call(s));
        }
        return lin0.call(side?.End(x) ?? x).mean([1]).MoveToOuterDisposeScope();
    }
}

/// <summary>x + tanh(W x + b), with parameters without values.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Parameter weight, bias;

    internal ResidualBlock(long width, ScalarType type)
        : base(nameof(ResidualBlock))
    {
        (weight, bias) = (new Parameter(empty([width, width], type)), new Parameter(empty([width], type)));
        RegisterComponents();
    }

    internal ResidualBlock Draw()
    {
        using var _ = no_grad();
        weight.normal_(0, 0.5);
        bias.normal_(0, 0.5);
        return this;
    }

    public override Tensor forward(Tensor x) => x + functional.linear(x, weight, bias).tanh();
}
