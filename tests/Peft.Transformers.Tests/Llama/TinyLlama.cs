using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Llama;

/// <summary>Small models with random weights, the same each time.</summary>
internal static class TinyLlama
{
    public const int Vocabulary = 61;

    public static LlamaConfig Config(Action<LlamaConfig>? change = null)
    {
        var config = new LlamaConfig
        {
            VocabSize = Vocabulary,
            HiddenSize = 32,
            IntermediateSize = 48,
            NumHiddenLayers = 2,
            NumAttentionHeads = 4,
            NumKeyValueHeads = 2,
            MaxPositionEmbeddings = 64,
            InitializerRange = 0.2,
        };
        change?.Invoke(config);
        return config;
    }

    public static LlamaForCausalLM Create(Action<LlamaConfig>? change = null, ScalarType dtype = ScalarType.Float32)
    {
        random.manual_seed(7);
        var model = new LlamaForCausalLM(Config(change), dtype);
        model.eval();
        return model;
    }

    public static Tensor Tokens(int batch, int length)
    {
        random.manual_seed(11);
        return randint(Vocabulary, [batch, length], ScalarType.Int64);
    }
}
