using Peft.Adapters.Tests.Methods;
using Peft.Checkpoints;
using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Prompts;

/// <summary>Virtual tokens by their papers' formulas, written down independently.</summary>
[TestFixture]
[FormulaOf("PROMPT_TUNING")]
[FormulaOf("PREFIX_TUNING")]
[FormulaOf("P_TUNING")]
[FormulaOf("MULTITASK_PROMPT_TUNING")]
public sealed class PromptFormulaTests
{
    private static readonly int[] s_row = [1, 5, 3, 7, 2];

    [Test]
    public void Prefix_OfATokensOwnKeysAndValues_IsThatToken()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(4);
        using var model = new Gpt2LMHeadModel(new Gpt2Config { VocabSize = 12, NEmbd = 16, NLayer = 2, NHead = 2, NPositions = 16 });
        model.eval();
        using var cache = new KvCache();
        var ids = Ids(s_row);
        var whole = model.call(ids);
        model.call(ids.narrow(1, 0, 2), null, null, cache);
        model.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 2 });
        // Layer by layer keys, then values: (1, heads, n, head width) → (n, heads · head width).
        var none = zeros(1, 2, 0, 8);
        var layers = Enumerable.Range(0, 2).Select(i => cache.Append(i, none, none)).SelectMany(layer => new[] { layer.Keys, layer.Values });
        PeftModel.For(model).AdapterStateDict()["prompt_embeddings"].copy_(cat([.. layers.Select(t => t[0].transpose(0, 1).flatten(1))], 1));

        TensorAssert.AreClose(model.call(ids.narrow(1, 2, 3)), whole.narrow(1, 2, 3), 1e-4, 1e-5, "logits");
    }

    [Test]
    public void Prompt_OfATextsEmbeddings_IsThatText()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create();
        var whole = model.call(Ids([2, 9, 2, .. s_row]));
        model.AddAdapter(new PromptTuningConfig { NumVirtualTokens = 3, Init = PromptTuningInit.Text, InitText = "text", Tokenize = _ => [2, 9] });

        TensorAssert.AreClose(model.call(Ids(s_row)), whole, 1e-5, 1e-6, "logits");
    }

    [Test]
    public void Prefix_MadeByANetwork_IsTwoLinearLayersWithTanhBetween()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (state, saved) = Saved(new PrefixTuningConfig { NumVirtualTokens = 3, PrefixProjection = true, EncoderHiddenSize = 5 });
        var hidden = Dense(state, "transform.0", state["prompt_encoder.embedding.weight"]).tanh();

        TensorAssert.AreClose(saved, Dense(state, "transform.2", hidden), 1e-5, 1e-6, "prefix");
    }

    [Test]
    public void PTuning_Mlp_IsThreeLinearLayersWithReluBetween()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (state, saved) = Saved(new PTuningConfig { NumVirtualTokens = 3, EncoderHiddenSize = 5 });
        var first = Dense(state, "mlp_head.0", state["prompt_encoder.embedding.weight"]).clamp_min(0);
        var second = Dense(state, "mlp_head.2", first).clamp_min(0);

        TensorAssert.AreClose(saved, Dense(state, "mlp_head.4", second), 1e-5, 1e-6, "prompt");
    }

    [Test]
    public void PTuning_Lstm_ReadsTheTokensInBothDirections()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (state, saved) = Saved(new PTuningConfig { NumVirtualTokens = 3, EncoderHiddenSize = 5, EncoderNumLayers = 1, Encoder = PTuningEncoder.Lstm });
        Tensor[] tokens = [.. Enumerable.Range(0, 3).Select(i => state["prompt_encoder.embedding.weight"][i])];
        var forward = Read(state, "", tokens);
        var backward = Read(state, "_reverse", tokens.Reverse()).AsEnumerable().Reverse();
        var states = stack([.. forward.Zip(backward, (ahead, back) => cat([ahead, back]))]);

        TensorAssert.AreClose(saved, Dense(state, "mlp_head.2", Dense(state, "mlp_head.0", states).clamp_min(0)), 1e-5, 1e-6, "prompt");
    }

    [Test]
    public void Multitask_PromptOfATask_IsTheSharedOneTimesItsProduct()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = PromptTests.Adapted(() => new MultitaskPromptTuningConfig { NumVirtualTokens = 3, NumTasks = 2, NumRanks = 2 });
        using var plain = SmallLlama.Create();
        var state = PeftModel.For(model).AdapterStateDict();
        var (u, v, shared) = (state["prefix_task_cols"][1], state["prefix_task_rows"][1], state["prompt_embeddings"]);
        plain.AddAdapter(new PromptTuningConfig { NumVirtualTokens = 3 }).AdapterStateDict()["prompt_embeddings"].copy_(shared * u.mm(v));
        using var tasks = PromptTasks.Use(1);

        TensorAssert.AreClose(model.call(Ids(s_row)), plain.call(Ids(s_row)), 1e-5, 1e-6, "logits");
    }

    // The trained tensors, and what a file has of them.
    private static (IReadOnlyDictionary<string, Tensor> State, Tensor Saved) Saved(PromptConfig config)
    {
        using var folder = new TempFolder();
        var peft = SmallLlama.Create().AddAdapter(config);
        peft.SaveAdapter(folder.Path);
        using var file = SafetensorsFile.Open(folder.File("adapter_model.safetensors"));
        return (peft.AdapterStateDict(), file.Read("prompt_embeddings"));
    }

    private static Tensor Dense(IReadOnlyDictionary<string, Tensor> state, string layer, Tensor x) => x.mm(state[$"prompt_encoder.{layer}.weight"].t()) + state[$"prompt_encoder.{layer}.bias"];

    private static List<Tensor> Read(IReadOnlyDictionary<string, Tensor> state, string direction, IEnumerable<Tensor> tokens)
    {
        Tensor Of(string name) => state[$"prompt_encoder.lstm_head.{name}_l0{direction}"];
        var (hidden, cell) = (zeros(5), zeros(5));
        var states = new List<Tensor>();
        foreach (var token in tokens)
        {
            var gates = (Of("weight_ih").mv(token) + Of("bias_ih") + Of("weight_hh").mv(hidden) + Of("bias_hh")).chunk(4);
            cell = (gates[1].sigmoid() * cell) + (gates[0].sigmoid() * gates[2].tanh());
            hidden = gates[3].sigmoid() * cell.tanh();
            states.Add(hidden);
        }
        return states;
    }

    private static Tensor Ids(int[] row) => tensor([.. row.Select(id => (long)id)]).unsqueeze(0);
}
