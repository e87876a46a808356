using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests;

/// <summary>A Llama of twelve tokens with random weights, always the same ones, in evaluation mode.</summary>
internal static class SmallLlama
{
    internal static LlamaForCausalLM Create(int layers = 2)
    {
        manual_seed(1);
        var model = new LlamaForCausalLM(new LlamaConfig
        {
            VocabSize = 12,
            HiddenSize = 16,
            IntermediateSize = 24,
            NumHiddenLayers = layers,
            NumAttentionHeads = 4,
            NumKeyValueHeads = 2,
            MaxPositionEmbeddings = 32,
            InitializerRange = 0.3,
        });
        model.eval();
        return model;
    }
}
