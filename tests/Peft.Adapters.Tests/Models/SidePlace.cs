using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>A model that has a place for a side network of some sizes, and does not use it.</summary>
internal sealed class SidePlace : Module<Tensor, Tensor>, ISideModel
{
    private readonly Embedding emb = Embedding(4, 2);

    /// <param name="shape">The sizes.</param>
    /// <param name="parameters">How many parameters a block of the side network has.</param>
    internal SidePlace(SideShape shape, long parameters)
        : base(nameof(SidePlace))
    {
        RegisterComponents();
        Side = new SideSlot<Block>(shape, this, _ => new Block(parameters));
    }

    public SideSlot Side { get; }

    public override Tensor forward(Tensor ids) => emb.call(ids);

    private sealed class Block : Module
    {
        internal Block(long parameters)
            : base(nameof(Block)) => register_parameter("all", new Parameter(zeros(parameters)));
    }
}
