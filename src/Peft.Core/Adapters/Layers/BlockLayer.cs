using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>A module from a tensor to a tensor that has no weight of its own, such as a feed-forward network. Its features are those of the first and the last linear layer below it.</summary>
internal sealed class BlockLayer : BaseLayer
{
    private readonly BaseLayer _first, _last;

    private BlockLayer(Module<Tensor, Tensor> module, BaseLayer first, BaseLayer last)
        : base(module, new NoWeight(first)) => (_first, _last) = (first, last);

    public override LayerKind Kind => LayerKind.Block;

    public override long InFeatures => _first.InFeatures;

    public override long OutFeatures => _last.OutFeatures;

    internal static BlockLayer? TryCreate(Module<Tensor, Tensor> module)
    {
        var linear = module.named_modules().Select(m => m.module is Module<Tensor, Tensor> child && child.named_children().Any() ? null : BaseLayer.TryCreate(m.module)).Where(l => l is { Kind: LayerKind.Linear }).ToList();
        return linear.Count == 0 ? null : new BlockLayer(module, linear[0]!, linear[^1]!);
    }

    public override Tensor ToMatrix(Tensor stored) => throw NoMatrix();

    public override Tensor FromMatrix(Tensor matrix) => throw NoMatrix();

    public override Tensor Product(Tensor x, Tensor matrix) => functional.linear(x.to(matrix.dtype), matrix);

    private NotSupportedException NoMatrix() => new($"A {Module.GetType().Name} is no matrix. help: Adapt the layers below it, or use a method that is inserted.");

    private sealed class NoWeight(BaseLayer inside) : WeightStore
    {
        internal override IReadOnlyList<long> Shape => [];

        internal override ScalarType Type => inside.WeightType;

        internal override Device Device => inside.Device;

        internal override Tensor Current => throw new NotSupportedException("A module without a weight of its own was asked for it. help: Look at BaseLayer.Kind first.");

        internal override Tensor Original => Current;

        internal override object OriginalIdentity => this;

        internal override double? Overwrite(Tensor weight) => throw new NotSupportedException("A module without a weight of its own cannot be merged into. help: Ask CanMerge first.");

        internal override void Restore()
        {
        }

        internal override void Forget()
        {
        }
    }
}
