using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>A user's own transformer of one layer: attention over embedded tokens, before which keys and values may stand, and a feed-forward network.</summary>
internal sealed class SmallTransformer : Module<Tensor, Tensor>, IPromptedModel
{
    internal const int Vocabulary = 12, Width = 8;

    private readonly Embedding emb = Embedding(Vocabulary, Width);
    private readonly Linear query = Linear(Width, Width);
    private readonly Linear key = Linear(Width, Width);
    private readonly Linear value = Linear(Width, Width);
    private readonly Module<Tensor, Tensor> ffn = Sequential(("in", Linear(Width, 2 * Width)), ("act", ReLU()), ("out", Linear(2 * Width, Width)));

    internal SmallTransformer()
        : base(nameof(SmallTransformer))
    {
        RegisterComponents();
        Prompts = new(new() { Width = Width, Vocabulary = Vocabulary, Layers = 1, Heads = 1, KeyHeads = 1, HeadWidth = Width }, emb);
    }

    public PromptSlot Prompts { get; }

    /// <param name="ids">(rows, tokens).</param>
    /// <returns>(rows, tokens, width).</returns>
    public override Tensor forward(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var x = emb.call(ids);
        var (keys, values) = (key.call(x), value.call(x));
        if (Prompts.Past(x.shape[0], x.dtype) is [var past, ..])
            (keys, values) = (cat([past.Keys.squeeze(1), keys], 1), cat([past.Values.squeeze(1), values], 1));
        var attended = x + functional.scaled_dot_product_attention(query.call(x), keys, values);
        return (attended + ffn.call(attended)).MoveToOuterDisposeScope();
    }
}
