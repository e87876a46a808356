using Peft.Samples.Pretrain.World;
using Peft.Tokenizers;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Samples.Pretrain.Training;

/// <summary>Batches of stories, one story a row, padded on the right: tokens and labels, both (batch, length).</summary>
internal sealed class StoryBatches(Dice dice, Tokenizer tokenizer)
{
    private const int BatchSize = 24;

    private readonly int _end = tokenizer.EosTokenId!.Value;

    /// <summary>The next batch; the caller owns the tensors.</summary>
    /// <param name="maxFacts">How many facts a story tells at most.</param>
    public (Tensor Tokens, Tensor Labels) Next(int maxFacts)
    {
        var rows = Enumerable.Range(0, BatchSize).Select(_ => tokenizer.Encode(Stories.Next(dice, maxFacts)).Append(_end).ToArray()).ToList();
        int length = rows.Max(r => r.Length);
        return (Pad(rows, length, _end), Pad(rows, length, CausalLoss.Ignored));
    }

    private static Tensor Pad(List<int[]> rows, int length, long padding) =>
        tensor([.. rows.SelectMany(r => r.Select(id => (long)id).Concat(Enumerable.Repeat(padding, length - r.Length)))], rows.Count, length);
}
