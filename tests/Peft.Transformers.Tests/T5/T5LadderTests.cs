using Peft.Adapters;
using Peft.Generation;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Transformers.Tests.T5;

/// <summary>A side network beside an encoder and a decoder.</summary>
[TestFixture]
public sealed class T5LadderTests
{
    private const string Root = "base_model.model.side.";
    private static readonly int[][] s_sources = [[5, 9, 3, 2, 1], [7, 1], [4, 8, 10, 1]];

    [Test]
    public void Generate_WithALadder_IsTheSameWithAndWithoutACacheAndInBatches()
    {
        using var model = Create();
        IReadOnlyList<int[]> Continue(bool useCache) => model.GenerateBatch(s_sources, new() { MaxNewTokens = 8, UseCache = useCache });
        var plain = Continue(useCache: true);
        AddChanged(model, new() { ReductionFactor = 2 });

        Assert.That(Continue(useCache: true), Is.EqualTo(Continue(useCache: false)));
        Assert.That(Continue(useCache: true), Is.Not.EqualTo(plain), "the adapter acts");
        Assert.That(Continue(useCache: true), Is.EqualTo(s_sources.Select(source => model.Generate(source, new() { MaxNewTokens = 8 }))));
    }

    [Test]
    public void Decode_TargetInPieces_EqualsWhole()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Create();
        AddChanged(model, new() { ReductionFactor = 2, LayersToTransform = [0, 2, 4] });
        using var cache = new KvCache();
        using var sourceCache = new KvCache();
        var (source, target) = (Ids(5, 9, 3, 1), Ids(0, 3, 8, 8, 2, 6));
        var whole = model.Decode(target, null, model.Read(source, null, null), null);
        var cached = model.Read(source, null, sourceCache);
        foreach (var (start, length) in new[] { (0, 3), (3, 1), (4, 2) })
            TensorAssert.AreClose(model.Decode(target.narrow(1, start, length), null, cached, cache), whole.narrow(1, start, length), 1e-4, 1e-5, $"from {start}");

        TensorAssert.AreClose(model.call(source, null, target), model.ToLogits(whole), 1e-5, 1e-6, "logits");
    }

    // arXiv 2206.06522, section 3, with rungs at the encoder's second block and at the decoder's first and third.
    [Test]
    public void Forward_WithALadder_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Create();
        var (source, target, table) = (Ids(5, 9, 3, 1), Ids(0, 3, 8, 8, 2), model.get_parameter("shared.weight")!);
        var hidden = new Dictionary<string, Tensor>();
        foreach (var (name, block) in model.named_modules().Where(m => m.module is T5Block))
            ((T5Block)block).register_forward_hook((_, _, _, y) => { hidden[name] = y.clone().MoveToOtherDisposeScope(scope); return y; });
        var t = AddChanged(model, new() { ReductionFactor = 2, LayersToTransform = [1, 2, 4] });
        var logits = model.call(source, null, target);
        Tensor Mix(int layer, Tensor h, Tensor s)
        {
            var mu = 1 / ((-t[$"{Root}layers.{layer}.gate"] / 0.1).exp() + 1);
            return (mu * Linear(t, h, $"layers.{layer}.down")) + ((1 - mu) * s);
        }

        var (there, behind) = (arange(4).unsqueeze(0), arange(4).unsqueeze(1));
        var distances = (there - behind).abs() + (there.gt(behind).to(ScalarType.Int64) * 16);
        var s = Linear(t, table.index_select(0, source.flatten()).unsqueeze(0), "encoder.down");
        s = Block(t, 1, Mix(1, hidden["encoder.block.1"], s), Bias(t, 1, distances), null);
        var encoded = RmsNorm(s, t[Root + "encoder.norm.weight"]);

        distances = (arange(5).unsqueeze(1) - arange(5).unsqueeze(0)).clamp_min(0);
        var bias = Bias(t, 2, distances).masked_fill(ones(5, 5).triu(1).to(ScalarType.Bool), float.NegativeInfinity);
        s = Linear(t, table.index_select(0, target.flatten()).unsqueeze(0), "down");
        s = Block(t, 2, Mix(2, hidden["decoder.block.0"], s), bias, encoded);
        s = Block(t, 4, Mix(4, hidden["decoder.block.2"], s), bias, encoded);
        var output = Linear(t, RmsNorm(s, t[Root + "norm.weight"]), "up");

        TensorAssert.AreClose(logits, (output / Math.Sqrt(16)).matmul(table.t()), 1e-3, 1e-4, "logits");
    }

    [Test]
    public void Training_ALadder_RecordsNothingInTheModelAndLoadsAgain()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create();
        using var other = Create();
        other.load_state_dict(model.state_dict());
        var peft = model.AddAdapter(new LadderConfig { ReductionFactor = 2 });
        var recorded = new List<bool>();
        foreach (var (name, block) in model.named_modules().Where(m => m.module is T5Block && !m.name.Contains("of_model")))
            ((T5Block)block).register_forward_hook((_, x, _, y) => { recorded.AddRange([x.requires_grad, y.requires_grad, is_grad_enabled()]); return y; });
        var (source, labels) = (Ids(5, 9, 3, 1), Ids(3, 8, 8, 1));
        var inputs = model.DecoderInputs(labels);
        model.train();
        using var optimizer = optim.Adam(peft.TrainableParameters(), 0.01);
        var losses = new List<float>();
        for (int step = 0; step < 20; step++)
        {
            optimizer.zero_grad();
            var loss = T5ForConditionalGeneration.Loss(model.call(source, null, inputs), labels);
            losses.Add(loss.item<float>());
            loss.backward();
            optimizer.step();
        }
        model.eval();
        peft.SaveAdapter(folder.Path);
        var loaded = PeftModel.Load(other, folder.Path).AdapterStateDict();

        Assert.That(recorded, Has.Count.EqualTo(20 * 5 * 3).And.All.False);
        Assert.That(losses[^1], Is.LessThan(0.8 * losses[0]));
        Assert.That(peft.TrainableParameters().Select(p => p.grad), Is.All.Not.Null, "the encoder's rungs learn through the decoder's attention");
        Assert.That(other.named_parameters().Where(p => !p.name.Contains("of_model")).Select(p => p.parameter.grad), Is.All.Null);
        foreach (var (key, tensor) in peft.AdapterStateDict())
            TensorAssert.BitEqual(loaded[key], tensor, key);
        // How a product is rounded may depend on where in memory its tensors lie.
        TensorAssert.AreClose(other.call(source, null, inputs), model.call(source, null, inputs), 1e-5, 1e-5, "loaded");
    }

    [TestCase("relu")]
    [TestCase("gated-gelu")]
    public void Start_NewLadder_HasTheModelsLargestWeightsAndItsDistances(string feedForward)
    {
        using var scope = NewDisposeScope();
        using var model = Create(feedForward);
        var own = model.state_dict();
        var t = model.AddAdapter(new LadderConfig { ReductionFactor = 2, LayersToTransform = [1, 3] }).AdapterStateDict();
        var stream = tensor(t[Root + "encoder.down.weight"].argmax(1).data<long>().ToArray());
        Tensor Block(int layer, string name) => t[$"{Root}layers.{layer}.block.{name}.weight"].detach();

        TensorAssert.BitEqual(t[Root + "down.weight"].detach(), t[Root + "encoder.down.weight"].detach(), "ways down");
        TensorAssert.BitEqual(Block(1, "layer.0.SelfAttention.relative_attention_bias"), own["encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight"], "the encoder's distances");
        TensorAssert.BitEqual(Block(3, "layer.0.SelfAttention.relative_attention_bias"), own["decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight"], "the decoder's distances");
        TensorAssert.BitEqual(Block(3, "layer.1.layer_norm"), own["decoder.block.1.layer.1.layer_norm.weight"].index_select(0, stream), "norm");
        var keys = own["decoder.block.1.layer.1.EncDecAttention.k.weight"].index_select(1, stream);
        Assert.That(keys.unsqueeze(1).eq(Block(3, "layer.1.EncDecAttention.k").unsqueeze(0)).all(2).any(0).data<bool>().ToArray(), Is.All.True, "each row is one of the model's");
    }

    // Table 1 reports 1.7 % of T5-base's 222.9 million, with the authors' ladder_side_tuning_base.sh: r = 8, beside 9 of 12 blocks of encoder and decoder each. They keep the gates of the others.
    [Test]
    public void CountParameters_OfT5Base_IsThePapersShare()
    {
        var config = new T5Config { DModel = 768, DKv = 64, DFf = 3072, NumLayers = 12, NumHeads = 12 };
        using var model = new T5ForConditionalGeneration(config, device: new Device(DeviceType.META));
        int[] beside = [1, 2, 3, 5, 6, 7, 9, 10, 11];
        var count = model.AddAdapter(new LadderConfig { InitFromBackbone = false, LayersToTransform = [.. beside, .. beside.Select(i => 12 + i)] }).CountParameters();

        Assert.That((count.Trainable, count.All - count.Trainable), Is.EqualTo((3_878_706L, 222_903_552L)));
        Assert.That(100 * (count.Trainable + 6) / 222_903_552.0, Is.EqualTo(1.7).Within(0.05));
    }

    [Test]
    public void Forward_SourceThatTheSideNetworkHasNotRead_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Create();
        var source = model.Read(Ids(5, 1), null, null);
        AddChanged(model, new() { ReductionFactor = 2 });

        Assert.That(() => model.Decode(Ids(0), null, source, null), Throws.TypeOf<AdapterStateException>().With.Message.Contains("the source was encoded while"));
        Assert.That(is_grad_enabled(), Is.False);
    }

    [Test]
    public void AddAdapter_NoBlockOfTheDecoder_IsRefused()
    {
        using var model = Create();

        Assert.That(() => model.AddAdapter(new LadderConfig { ReductionFactor = 2, LayersToTransform = [0, 1] }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("no block of the decoder, which are 2 to 4"));
    }

    private static T5ForConditionalGeneration Create(string feedForward = "relu")
    {
        manual_seed(5);
        var model = new T5ForConditionalGeneration(new T5Config { VocabSize = 12, DModel = 16, DKv = 4, DFf = 24, NumLayers = 2, NumDecoderLayers = 3, NumHeads = 4, FeedForwardProj = feedForward, InitializerFactor = 2 });
        model.eval();
        return model;
    }

    private static IReadOnlyDictionary<string, Tensor> AddChanged(Module model, LadderConfig config)
    {
        using var _ = no_grad();
        manual_seed(9);
        var tensors = model.AddAdapter(config).AdapterStateDict();
        model.eval();
        foreach (var tensor in tensors.Values)
            tensor.add_(randn_like(tensor), 0.3);
        return tensors;
    }

    private static Tensor Ids(params long[] ids) => tensor(ids).unsqueeze(0);

    private static Tensor Linear(IReadOnlyDictionary<string, Tensor> t, Tensor x, string name) => x.matmul(t[$"{Root}{name}.weight"].t()) + t[$"{Root}{name}.bias"];

    private static Tensor RmsNorm(Tensor x, Tensor weight) => x / ((x * x).mean([-1], keepdim: true) + 1e-6).sqrt() * weight;

    // Of these lengths each distance has a row of its own; (heads, queries, keys).
    private static Tensor Bias(IReadOnlyDictionary<string, Tensor> t, int layer, Tensor distances) =>
        t[$"{Root}layers.{layer}.block.layer.0.SelfAttention.relative_attention_bias.weight"].index_select(0, distances.flatten()).view(distances.shape[0], distances.shape[1], -1).permute(2, 0, 1);

    private static Tensor Block(IReadOnlyDictionary<string, Tensor> t, int layer, Tensor x, Tensor bias, Tensor? encoded)
    {
        string root = $"{Root}layers.{layer}.block.layer.";
        Tensor Weight(string name) => t[$"{root}{name}.weight"];
        Tensor Attend(string name, Tensor queries, Tensor keys, Tensor? added)
        {
            var heads = new List<Tensor>();
            for (int head = 0; head < 4; head++)
            {
                Tensor Of(Tensor input, string projection) => input.matmul(Weight($"{name}.{projection}").t()).narrow(-1, 2 * head, 2);
                var scores = Of(queries, "q").matmul(Of(keys, "k").transpose(1, 2));
                heads.Add((added is null ? scores : scores + added[head]).softmax(-1).matmul(Of(keys, "v")));
            }
            return cat(heads, -1).matmul(Weight($"{name}.o").t());
        }
        int last = encoded is null ? 1 : 2;
        var normed = RmsNorm(x, Weight("0.layer_norm"));
        x = x + Attend("0.SelfAttention", normed, normed, bias);
        if (encoded is not null)
            x = x + Attend("1.EncDecAttention", RmsNorm(x, Weight("1.layer_norm")), encoded, null);
        return x + RmsNorm(x, Weight($"{last}.layer_norm")).matmul(Weight($"{last}.DenseReluDense.wi").t()).relu().matmul(Weight($"{last}.DenseReluDense.wo").t());
    }
}
