using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Activated LoRA on a linear layer of a language model: LoRA for the tokens from the last occurrence of given ones on, the base model before them and where they do not occur.</summary>
/// <remarks>
/// Greenewald et al., "Activated LoRA: Fine-tuned LLMs for Intrinsics", arXiv 2504.12397. What a cache holds of the tokens before is the base model's, and may be shared with it and other adapters.
/// It cannot be merged.
/// </remarks>
public sealed class ActivatedLoraLinear : LoraLinear
{
    private readonly long[] _tokens;

    internal ActivatedLoraLinear(BaseLayer layer, string path, LoraConfig config, long[] tokens)
        : base(layer, path, config) => _tokens = tokens;

    /// <inheritdoc/>
    public override bool CanMerge => false;

    /// <inheritdoc/>
    internal protected override bool LooksAtTokens => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var pass = TokenSource?.Current;
        bool lastOnly = x.dim() == 2;  // an output layer that is asked for one position
        if (pass is null || x.shape[0] != pass.Rows.Count || (!lastOnly && (x.dim() != 3 || x.shape[1] != pass.Length)))
        {
            throw new AdapterStateException("activated LoRA", $"a layer was given an input of shape [{string.Join(", ", x.shape)}], but the tokens of the pass are {(pass is null ? "not known" : $"{pass.Rows.Count} x {pass.Length}")}.",
                "Run a model that takes token ids through call, and keep (batch, tokens) as the first dimensions throughout.");
        }
        long length = lastOnly ? 1 : pass.Length;
        long skipped = pass.Rows[0].Length - length;
        var starts = pass.LastStartsOf(_tokens).Select(place => place is { } at ? Math.Max(at - skipped, 0) : length).ToList();
        long first = starts.Min();
        if (first >= length)
            return y.alias().MoveToOuterDisposeScope();
        if (lastOnly)
            (x, y) = (x.unsqueeze(1), y.unsqueeze(1));
        using Scalar start = first, stop = length;
        var active = arange(start, stop, device: y.device).ge(tensor(starts, device: y.device).unsqueeze(1)).unsqueeze(-1);
        var (before, after) = (y.narrow(1, 0, first), y.narrow(1, first, length - first));
        var adapted = base.Apply(x.narrow(1, first, length - first), after);
        var result = cat([before, where(active, adapted, after)], 1);
        return (lastOnly ? result.squeeze(1) : result).MoveToOuterDisposeScope();
    }
}
