using Peft.Adapters.Tests.Methods;
using Peft.TestUtils;
using Peft.Transformers;
using Peft.Transformers.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Side;

/// <summary>Ladder Side-Tuning against the paper's formulas, written down once more.</summary>
[TestFixture]
[FormulaOf("LADDER")]
public sealed class LadderFormulaTests
{
    private const string Root = "base_model.model.side.";

    // arXiv 2206.06522, section 3.1, on a user's model; the mixture of the last step is that of the authors' code.
    [TestCase(false)]
    [TestCase(true)]
    public void Forward_OfAUsersModel_IsTheFormula(bool mergeLast)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(2);
        using var model = new SideNetwork();
        var ids = randint(0, SideNetwork.Vocabulary, [2, 5]);
        var own = model.state_dict();
        var t = AddChanged(model, new LadderConfig { ReductionFactor = 2, GateTemperature = 0.3, LayersToTransform = [0, 2], MergeLast = mergeLast });
        Tensor Gate(string key) => 1 / ((-t[Root + key] / 0.3).exp() + 1);

        var h = own["emb.weight"].index_select(0, ids.flatten()).view(2, 5, -1);
        var s = Linear(t, h, "down");
        for (int i = 0; i < SideNetwork.Layers; i++)
        {
            h = h + (h.matmul(own[$"blocks.{i}.weight"].t()) + own[$"blocks.{i}.bias"]).tanh();
            if (i == 1)
                continue;
            var mu = Gate($"layers.{i}.gate");
            var z = (mu * Linear(t, h, $"layers.{i}.down")) + ((1 - mu) * s);
            s = z + Linear(t, z, $"layers.{i}.block").tanh();
        }
        var output = Linear(t, RmsNorm(s, t[Root + "norm.weight"], 1e-6), "up");
        if (mergeLast)
            output = (Gate("gate_last") * output) + ((1 - Gate("gate_last")) * h);
        var expected = (output.matmul(own["lin0.weight"].t()) + own["lin0.bias"]).mean([1]);

        TensorAssert.AreClose(model.call(ids), expected, 1e-4, 1e-5, "output");
    }

    // A block is a Llama's own, half as wide: heads of two dimensions, rotated by their own angles, two query heads to a key head.
    [Test]
    public void Forward_OfALlama_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create(3);
        var ids = randint(0, 12, [2, 5]);
        var hidden = new List<Tensor>();
        var head = ((Module<Tensor, Tensor>)model.named_modules().First(m => m.name == "lm_head").module).get_parameter("weight")!;
        foreach (int i in new[] { 0, 1, 2 })
            Layer(model, i).register_forward_hook((_, x, _, y) => Keep(i == 0 ? [x, y] : [y]));
        Tensor Keep(Tensor[] tensors)
        {
            hidden.AddRange(tensors.Select(x => x.clone().MoveToOtherDisposeScope(scope)));
            return tensors[^1];
        }
        var t = AddChanged(model, new LadderConfig { ReductionFactor = 2, LayersToTransform = [0, 2] });
        var logits = model.call(ids);

        var s = Linear(t, hidden[0], "down");
        foreach (int i in new[] { 0, 2 })
        {
            var mu = 1 / ((-t[$"{Root}layers.{i}.gate"] / 0.1).exp() + 1);
            s = LlamaBlock(t, $"{Root}layers.{i}.block.", (mu * Linear(t, hidden[i + 1], $"layers.{i}.down")) + ((1 - mu) * s));
        }
        TensorAssert.AreClose(logits, Linear(t, RmsNorm(s, t[Root + "norm.weight"], 1e-6), "up").matmul(head.t()), 1e-3, 1e-4, "logits");
    }

    [Test]
    public void Start_NewLadder_HasGatesHalfOpenAndTheBackbonesLargestWeights()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create();
        var own = model.state_dict();
        var t = model.AddAdapter(new LadderConfig { ReductionFactor = 2 }).AdapterStateDict();
        long[] Largest(Tensor importance, int count) => [.. importance.data<float>().ToArray().Index().OrderByDescending(v => v.Item).Take(count).Select(v => (long)v.Index).Order()];
        long[] stream = Largest(own["model.embed_tokens.weight"].abs().sum([0]), 8);
        string layer = "model.layers.1.";
        Tensor Own(string name) => own[$"{layer}{name}.weight"];
        // The sum of a head's position over all heads of the four projections; positions 0 and 2, 1 and 3 are turned together.
        var positions = Own("self_attn.q_proj").view(4, 4, 16).abs().sum([0, 2]) + Own("self_attn.k_proj").view(2, 4, 16).abs().sum([0, 2])
            + Own("self_attn.v_proj").view(2, 4, 16).abs().sum([0, 2]) + Own("self_attn.o_proj").view(16, 4, 4).abs().sum([0, 1]);
        long pair = Largest(positions.narrow(0, 0, 2) + positions.narrow(0, 2, 2), 1)[0];
        var inner = Largest(Own("mlp.gate_proj").abs().sum([1]) + Own("mlp.up_proj").abs().sum([1]) + Own("mlp.down_proj").abs().sum([0]), 12);

        Assert.That(t[Root + "layers.1.gate"].item<float>(), Is.Zero);
        // In and out, each kept feature stays itself.
        var choice = zeros(8, 16);
        foreach (var (row, feature) in stream.Index())
            choice[row, feature] = 1;
        TensorAssert.BitEqual(t[Root + "down.weight"], choice, "first way down");
        TensorAssert.BitEqual(t[Root + "layers.1.down.weight"], choice, "way down");
        TensorAssert.BitEqual(t[Root + "up.weight"], choice.t(), "way up");
        void AssertPruned(string name, long[] rows, long[] columns) =>
            TensorAssert.BitEqual(t[$"{Root}layers.1.block.{name}.weight"], Own(name).index_select(0, tensor(rows)).index_select(1, tensor(columns)), name);
        AssertPruned("self_attn.q_proj", [pair, pair + 2, pair + 4, pair + 6, pair + 8, pair + 10, pair + 12, pair + 14], stream);
        AssertPruned("self_attn.v_proj", [pair, pair + 2, pair + 4, pair + 6], stream);
        AssertPruned("self_attn.o_proj", stream, [pair, pair + 2, pair + 4, pair + 6, pair + 8, pair + 10, pair + 12, pair + 14]);
        AssertPruned("mlp.up_proj", inner, stream);
        AssertPruned("mlp.down_proj", stream, inner);
        TensorAssert.BitEqual(t[$"{Root}layers.1.block.input_layernorm.weight"], Own("input_layernorm").index_select(0, tensor(stream)), "norm");
    }

    // A Llama's block has four matrices for the attention and three for the feed-forward layer, and a norm before each.
    [Test]
    public void CountParameters_OfALlama_IsTheSumOfItsShapes()
    {
        const long Width = 64, Inner = 160, R = 4, Layers = 3, M = Width / R;
        using var model = new LlamaForCausalLM(new LlamaConfig { VocabSize = 12, HiddenSize = (int)Width, IntermediateSize = (int)Inner, NumHiddenLayers = (int)Layers, NumAttentionHeads = 4 });
        var peft = model.AddAdapter(new LadderConfig { ReductionFactor = (int)R });
        long down = (M * Width) + M, rung = down + 1 + (4 * M * M) + (3 * M * (Inner / R)) + (2 * M);

        Assert.That(peft.CountParameters().Trainable, Is.EqualTo(down + (Layers * rung) + M + (M * Width) + Width));
    }

    private static IReadOnlyDictionary<string, Tensor> AddChanged(Module model, LadderConfig config)
    {
        var tensors = model.AddAdapter(config).AdapterStateDict();
        model.eval();
        foreach (var tensor in tensors.Values)
            tensor.add_(randn_like(tensor), 0.2);
        return tensors;
    }

    private static Module<Tensor, AttentionContext, Tensor> Layer(LlamaForCausalLM model, int index) => (Module<Tensor, AttentionContext, Tensor>)model.named_modules().First(m => m.name == $"model.layers.{index}").module;

    private static Tensor Linear(IReadOnlyDictionary<string, Tensor> t, Tensor x, string name) => x.matmul(t[$"{Root}{name}.weight"].t()) + t[$"{Root}{name}.bias"];

    private static Tensor RmsNorm(Tensor x, Tensor weight, double epsilon) => x / ((x * x).mean([-1], keepdim: true) + epsilon).sqrt() * weight;

    private static Tensor LlamaBlock(IReadOnlyDictionary<string, Tensor> t, string root, Tensor x)
    {
        const int Heads = 4, KeyHeads = 2, HeadSize = 2;
        var (batch, length) = (x.shape[0], x.shape[1]);
        Tensor Matmul(Tensor input, string name) => input.matmul(t[$"{root}{name}.weight"].t());
        Tensor Split(Tensor y, int heads) => y.view(batch, length, heads, HeadSize).transpose(1, 2);
        var angle = arange(length, ScalarType.Float32).view(length, 1);  // θ^0 = 1 for the only pair
        Tensor Rotate(Tensor y) => cat([(y.narrow(-1, 0, 1) * angle.cos()) - (y.narrow(-1, 1, 1) * angle.sin()), (y.narrow(-1, 1, 1) * angle.cos()) + (y.narrow(-1, 0, 1) * angle.sin())], -1);
        var normed = RmsNorm(x, t[root + "input_layernorm.weight"], 1e-6);
        var (q, k, v) = (Rotate(Split(Matmul(normed, "self_attn.q_proj"), Heads)), Rotate(Split(Matmul(normed, "self_attn.k_proj"), KeyHeads)), Split(Matmul(normed, "self_attn.v_proj"), KeyHeads));
        var heads = new List<Tensor>();
        for (int head = 0; head < Heads; head++)
        {
            var (keys, values) = (k.select(1, head * KeyHeads / Heads), v.select(1, head * KeyHeads / Heads));
            var scores = q.select(1, head).matmul(keys.transpose(1, 2)) / Math.Sqrt(HeadSize);
            heads.Add(scores.masked_fill(ones(length, length).triu(1).to(ScalarType.Bool), float.NegativeInfinity).softmax(-1).matmul(values));
        }
        x = x + Matmul(cat(heads, -1), "self_attn.o_proj");
        normed = RmsNorm(x, t[root + "post_attention_layernorm.weight"], 1e-6);
        var gate = Matmul(normed, "mlp.gate_proj");
        return x + Matmul(gate / ((-gate).exp() + 1) * Matmul(normed, "mlp.up_proj"), "mlp.down_proj");
    }
}
