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
        var padded = TokenBatch.Pad([.. Enumerable.Range(0, BatchSize).Select(_ => tokenizer.Encode(Stories.Next(dice, maxFacts)).Append(_end).ToArray())], padToken: _end);
        padded.Mask.Dispose();   // no story looks at the padding behind it
        return (padded.Ids, padded.Labels);
    }
}
