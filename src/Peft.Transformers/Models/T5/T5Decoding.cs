using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>A T5 with its sources given: a causal language model of the targets.</summary>
internal sealed class T5Decoding(T5ForConditionalGeneration model, T5Source source) : ICausalLanguageModel
{
    public Device Device => model.Device;

    public Tensor NextLogits(Tensor inputIds, Tensor? attentionMask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var hidden = model.Decode(inputIds, attentionMask, source, cache);
        return model.ToLogits(hidden.select(1, hidden.size(1) - 1)).MoveToOuterDisposeScope();
    }
}
