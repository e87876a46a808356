using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>A model that has a place for virtual tokens of some sizes, and does not use it.</summary>
internal sealed class PromptPlace : Module<Tensor, Tensor>, IPromptedModel
{
    private readonly Embedding emb = Embedding(4, 2);

    internal PromptPlace(PromptShape shape)
        : base(nameof(PromptPlace))
    {
        RegisterComponents();
        Prompts = new(shape, emb);
    }

    public PromptSlot Prompts { get; }

    public override Tensor forward(Tensor ids) => emb.call(ids);
}
