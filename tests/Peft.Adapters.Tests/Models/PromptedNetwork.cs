using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>A user's own model in which virtual tokens may stand before the input: one attention layer over embedded tokens, and the mean of what it gives.</summary>
internal sealed class PromptedNetwork : Module<Tensor, Tensor>, IPromptedModel
{
    internal const int Vocabulary = 12, Width = 8, Heads = 2;

    private readonly Embedding emb = Embedding(Vocabulary, Width);
    private readonly Linear queries = Linear(Width, Width);
    private readonly Linear keys = Linear(Width, Width);
    private readonly Linear values = Linear(Width, Width);
    private readonly Linear head = Linear(Width, 4);

    public PromptedNetwork()
        : base(nameof(PromptedNetwork))
    {
        RegisterComponents();
        Prompts = new(new() { Width = Width, Vocabulary = Vocabulary, Layers = 1, Heads = Heads, KeyHeads = Heads, HeadWidth = Width / Heads }, emb);
    }

    public PromptSlot Prompts { get; }

    public override Tensor forward(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var x = emb.call(ids);
        if (Prompts.Vectors(x.shape[0], x.dtype) is { } tokens)
            x = cat([tokens, x], 1);
        var (q, k, v) = (Split(queries.call(x)), Split(keys.call(x)), Split(values.call(x)));
        if (Prompts.Past(x.shape[0], x.dtype) is [var first, ..])
            (k, v) = (cat([first.Keys, k], 2), cat([first.Values, v], 2));
        var attended = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2);
        return head.call(attended.mean([1])).MoveToOuterDisposeScope();
    }

    private static Tensor Split(Tensor x) => x.unflatten(x.dim() - 1, [Heads, Width / Heads]).transpose(1, 2);
}
