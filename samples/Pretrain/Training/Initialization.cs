using Peft.Transformers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Samples.Pretrain.Training;

/// <summary>
/// A start from which a small model learns to look things up within a few hundred steps, instead of many thousand. Attention begins as that of
/// trained models looks (Trockman and Kolter, arXiv 2305.09828): keys equal queries, so that a token looks at tokens like itself, and the output
/// projection undoes the value projection, so that what it sees is copied. Token vectors are long enough that a copied word is told from others.
/// </summary>
internal static class Initialization
{
    private const double EmbeddingDeviation = 0.1, QueryDeviation = 0.06, OutputScale = 0.3;

    public static void Apply(LlamaForCausalLM model)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var parameters = model.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        nn.init.normal_(parameters["model.embed_tokens.weight"], std: EmbeddingDeviation);
        for (int layer = 0; layer < model.Config.NumHiddenLayers; layer++)
        {
            Parameter projection(string name) => parameters[$"model.layers.{layer}.self_attn.{name}_proj.weight"];
            nn.init.normal_(projection("q"), std: QueryDeviation);
            projection("k").copy_(projection("q"));
            nn.init.orthogonal_(projection("v"));
            projection("o").copy_(projection("v").t() * OutputScale);
        }
    }
}
