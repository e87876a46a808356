using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>A user's own model in which virtual tokens may stand before the input: one attention layer over embedded tokens, and the mean of what it gives.</summary>
/// <remarks>Rows may have different numbers of virtual tokens, unless it takes no masks.</remarks>
internal sealed class PromptedNetwork : Module<Tensor, Tensor>, IPromptedModel
{
    internal const int Vocabulary = 12, Width = 8, Heads = 2;

    private readonly Embedding emb = Embedding(Vocabulary, Width);
    private readonly Linear queries = Linear(Width, Width);
    private readonly Linear keys = Linear(Width, Width);
    private readonly Linear values = Linear(Width, Width);
    private readonly Linear head = Linear(Width, 4);

    private readonly bool _masked;

    public PromptedNetwork(bool masked = true)
        : base(nameof(PromptedNetwork))
    {
        _masked = masked;
        RegisterComponents();
        Prompts = new(new() { Width = Width, Vocabulary = Vocabulary, Layers = 1, Heads = Heads, KeyHeads = Heads, HeadWidth = Width / Heads }, emb);
    }

    public PromptSlot Prompts { get; }

    public override Tensor forward(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var x = emb.call(ids);
        Tensor? mask = null, pastMask = null;
        var seen = ones([ids.shape[0], ids.shape[1]], x.dtype, x.device);
        if ((_masked ? Prompts.Vectors(x.shape[0], x.dtype, out mask) : Prompts.Vectors(x.shape[0], x.dtype)) is { } tokens)
            (x, seen) = (cat([tokens, x], 1), Before(mask, tokens.shape[1], seen));
        var seenKeys = seen;
        var (q, k, v) = (Split(queries.call(x)), Split(keys.call(x)), Split(values.call(x)));
        if ((_masked ? Prompts.Past(x.shape[0], x.dtype, out pastMask) : Prompts.Past(x.shape[0], x.dtype)) is [var first, ..])
            (k, v, seenKeys) = (cat([first.Keys, k], 2), cat([first.Values, v], 2), Before(pastMask, first.Keys.shape[2], seen));
        var hidden = seenKeys.sub(1).mul(1e9).unsqueeze(1).unsqueeze(1).expand(-1, Heads, q.shape[2], -1);
        var attended = functional.scaled_dot_product_attention(q, k, v, hidden).transpose(1, 2).flatten(2);
        return head.call(attended.mul(seen.unsqueeze(-1)).sum(1).div(seen.sum(1, keepdim: true))).MoveToOuterDisposeScope();
    }

    private static Tensor Before(Tensor? mask, long count, Tensor seen) => cat([mask?.to(seen.dtype) ?? ones([seen.shape[0], count], seen.dtype, seen.device), seen], 1);

    private static Tensor Split(Tensor x) => x.unflatten(x.dim() - 1, [Heads, Width / Heads]).transpose(1, 2);
}
