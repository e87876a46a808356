using System.Text.Json;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Experiments;

/// <summary>The sizes of a Llama, of which a checkpoint of random weights can be written.</summary>
internal sealed record LlamaShape(string Name, int Hidden, int Inner, int Layers, int Heads, int KeyValueHeads)
{
    public const int Vocabulary = 32000;
    private const double Deviation = 0.02;

    public static IReadOnlyDictionary<string, LlamaShape> All { get; } = new LlamaShape[]
    {
        new("llama-160m", 768, 3072, 12, 12, 12),
        new("llama-1b", 2048, 5632, 22, 32, 4),
        new("llama-7b", 4096, 11008, 32, 32, 32),
    }.ToDictionary(shape => shape.Name);

    public long Parameters => Tensors().Sum(t => t.Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>Writes weights in bfloat16, one tensor at a time, and the configuration.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        SafetensorsFolder.Save(folder, Tensors(), RandomWeight);
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["architectures"] = new[] { "LlamaForCausalLM" },
            ["model_type"] = "llama",
            ["hidden_act"] = "silu",
            ["hidden_size"] = Hidden,
            ["intermediate_size"] = Inner,
            ["num_hidden_layers"] = Layers,
            ["num_attention_heads"] = Heads,
            ["num_key_value_heads"] = KeyValueHeads,
            ["vocab_size"] = Vocabulary,
            ["tie_word_embeddings"] = false,
            ["dtype"] = "bfloat16",
        }));
    }

    private static Tensor RandomWeight(SafetensorInfo info)
    {
        using var scope = NewDisposeScope();
        var values = info.Shape.Count == 1 ? ones([.. info.Shape]) : randn([.. info.Shape]).mul_(Deviation);
        return values.to(ScalarType.BFloat16).MoveToOuterDisposeScope();
    }

    private IEnumerable<SafetensorSpec> Tensors()
    {
        int keyValue = Hidden / Heads * KeyValueHeads;
        yield return Weight("model.embed_tokens", Vocabulary, Hidden);
        for (int i = 0; i < Layers; i++)
        {
            string layer = $"model.layers.{i}.";
            yield return Weight(layer + "input_layernorm", Hidden);
            yield return Weight(layer + "self_attn.q_proj", Hidden, Hidden);
            yield return Weight(layer + "self_attn.k_proj", keyValue, Hidden);
            yield return Weight(layer + "self_attn.v_proj", keyValue, Hidden);
            yield return Weight(layer + "self_attn.o_proj", Hidden, Hidden);
            yield return Weight(layer + "post_attention_layernorm", Hidden);
            yield return Weight(layer + "mlp.gate_proj", Inner, Hidden);
            yield return Weight(layer + "mlp.up_proj", Inner, Hidden);
            yield return Weight(layer + "mlp.down_proj", Hidden, Inner);
        }
        yield return Weight("model.norm", Hidden);
        yield return Weight("lm_head", Vocabulary, Hidden);
    }

    private static SafetensorSpec Weight(string layer, params long[] shape) => new($"{layer}.weight", ScalarType.BFloat16, shape);
}
