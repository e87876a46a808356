using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Methods;

/// <summary>The unions of methods that papers propose, on one transformer layer, against their formulas.</summary>
[TestFixture]
[FormulaOf("UNIPELT")]
public sealed class UnionTests
{
    private const string Prefix = "base_model.model.";

    // He et al. (2110.04366), section 4.6, the MAM adapter: prefix tuning, and a scaled parallel adapter at the feed-forward network.
    [Test]
    public void Forward_Mam_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTransformer();
        var peft = PeftModel.For(model);
        peft.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 3 }, "prefix");
        peft.AddAdapter(new BottleneckConfig { ReductionFactor = 2, IsParallel = true, Scaling = 4, InitWeights = false, TargetModules = ["ffn"] }, "parallel");
        peft.SetActive("prefix", "parallel");
        var ids = Ids();

        var h = Attention(model, ids, peft);
        TensorAssert.AreClose(model.call(ids), h + FeedForward(model, h) + (4 * Bottleneck(peft, "parallel", "ffn", h)), 1e-4, 1e-4, "output");
        AssertTrains(model, peft, "prefix", "parallel");
    }

    // UniPELT's three methods without gates: LoRA at queries and values, prefix tuning, an adapter after the feed-forward network.
    [Test]
    public void Forward_UnionWithoutGates_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTransformer();
        var peft = AddMethods(model);
        peft.SetActive("lora", "bottleneck", "prefix");
        var ids = Ids();

        var h = Attention(model, ids, peft, (x, path) => Lora(peft, path, x));
        var y = FeedForward(model, h);
        TensorAssert.AreClose(model.call(ids), h + y + Bottleneck(peft, "bottleneck", "ffn", y), 1e-4, 1e-4, "output");
        AssertTrains(model, peft, "lora", "bottleneck", "prefix");
    }

    // Mao et al. (2110.07577): each update is multiplied by a gate, the sigmoid of a linear function of what the layer is given. Prefixes have none here.
    [Test]
    public void Forward_UniPelt_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTransformer();
        var peft = AddMethods(model);
        peft.AddAdapter(new UniPeltConfig { Adapters = ["lora", "bottleneck"] }, "gates");
        peft.SetActive("gates", "prefix");
        using (no_grad())
        {
            foreach (var tensor in peft.AdapterStateDict("gates").Values)
                tensor.normal_();
        }
        var ids = Ids();

        var h = Attention(model, ids, peft, (x, path) => Gates(peft, path, x) * Lora(peft, path, x));
        var y = FeedForward(model, h);
        TensorAssert.AreClose(model.call(ids), h + y + (Gates(peft, "ffn", h) * Bottleneck(peft, "bottleneck", "ffn", y)), 1e-4, 1e-4, "output");
        AssertTrains(model, peft, "gates", "lora", "bottleneck", "prefix");
    }

    [Test]
    public void Forward_SeveralGatesAtALayer_ActOneAfterAnother()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(("query", nn.Linear(5, 6)));
        var x = randn(3, 5);
        var y = model.call(x);
        var peft = PeftModel.For(model);
        peft.AddAdapter(new LoraConfig { Rank = 2, Alpha = 6, Init = LoraInit.Random, TargetModules = ["query"] }, "lora");
        peft.AddAdapter(new BottleneckConfig { ReductionFactor = 2, InitWeights = false, TargetModules = ["query"] }, "bottleneck");
        peft.AddAdapter(new UniPeltConfig { Adapters = ["lora", "bottleneck"] }, "gates");
        using (no_grad())
        {
            foreach (var tensor in peft.AdapterStateDict("gates").Values)
                tensor.normal_();
        }

        var gates = Gates(peft, "query", x);
        var h = y + (gates[.., ..1] * Lora(peft, "query", x));
        TensorAssert.AreClose(model.call(x), h + (gates[.., 1..] * Bottleneck(peft, "bottleneck", "query", h)), 1e-4, 1e-4, "output");
    }

    [TestCase("prefix", "parallel")]
    [TestCase("prefix", "gates")]
    public void Training_AUnionOnLlama_LowersTheLoss(params string[] union)
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create();
        var peft = PeftModel.For(model);
        peft.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 3, PrefixProjection = true }, "prefix");
        peft.AddAdapter(new BottleneckConfig { ReductionFactor = 4, IsParallel = true, Scaling = 4, TargetModules = ["mlp"] }, "parallel");
        peft.AddAdapter(new LoraConfig { TargetModules = ["q_proj", "v_proj"] }, "lora");
        peft.AddAdapter(new UniPeltConfig { Adapters = ["lora", "parallel"] }, "gates");
        peft.SetActive(union);
        var ids = tensor(new long[,] { { 1, 2, 3, 4, 5, 6 } });
        model.train();
        using var optimizer = optim.AdamW(peft.TrainableParameters(), 0.02);
        var losses = new List<double>();
        for (int step = 0; step < 15; step++)
        {
            optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(model.call(ids)[0][..5], ids[0][1..]);
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.That(losses[^1], Is.LessThan(0.5 * losses[0]));
    }

    [Test]
    public void AddAdapter_Gates_AreOneForEachAdapterAndLayerWhereItIs()
    {
        using var model = new SmallTransformer();
        var peft = AddMethods(model);
        peft.AddAdapter(new UniPeltConfig { Adapters = ["lora", "bottleneck"] }, "gates");

        Assert.That(peft.AdapterStateDict("gates").Keys, Is.EquivalentTo(from path in new[] { "query", "value", "ffn" } from name in new[] { "weight", "bias" } select $"{Prefix}{path}.gate.{name}"));
        Assert.That(peft.AdapterStateDict("gates").Values.Sum(t => t.numel()), Is.EqualTo(3 * (SmallTransformer.Width + 1)));
    }

    [Test]
    public void SetActive_AnotherThanTheGates_FreezesWhatTheyTrainedAlong()
    {
        using var model = new SmallTransformer();
        var peft = AddMethods(model);
        peft.AddAdapter(new UniPeltConfig { Adapters = ["lora", "bottleneck"] }, "gates");
        Assert.That(peft.AdapterStateDict("bottleneck").Values.Select(t => t.requires_grad), Is.All.True);
        peft.SetActive("lora");

        Assert.That(peft.AdapterStateDict("bottleneck").Values.Select(t => t.requires_grad), Is.All.False);
        Assert.That(() => peft.DeleteAdapter("lora"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'gates' is made of it"));
    }

    [Test]
    public void Regularization_AMethodBehindAGate_IsThatOfTheMethod()
    {
        using var scope = NewDisposeScope();
        using var model = new SmallTransformer();
        var peft = model.AddLora(o => (o.Rank, o.TargetModules, o.Kasa) = (2, ["query"], new()), "kasa");
        double alone = peft.Regularization().item<float>();
        peft.AddAdapter(new UniPeltConfig { Adapters = ["kasa"] }, "gates");

        Assert.That(alone, Is.GreaterThan(0));
        Assert.That(peft.Regularization().item<float>(), Is.EqualTo(alone));
    }

    [Test]
    public void AddAdapter_GatesOfARotation_AreRefused()
    {
        using var model = new SmallTransformer();
        var peft = model.AddAdapter(new OftConfig { BlockSize = 4, TargetModules = ["query"] }, "oft");

        Assert.That(() => peft.AddAdapter(new UniPeltConfig { Adapters = ["oft"] }, "gates"), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'oft' does not add to the output of 'query'"));
    }

    private static PeftModel AddMethods(SmallTransformer model)
    {
        var peft = PeftModel.For(model);
        peft.AddAdapter(new LoraConfig { Rank = 2, Alpha = 6, Init = LoraInit.Random, TargetModules = ["query", "value"] }, "lora");
        peft.AddAdapter(new BottleneckConfig { ReductionFactor = 2, InitWeights = false, TargetModules = ["ffn"] }, "bottleneck");
        peft.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 3 }, "prefix");
        return peft;
    }

    private static Tensor Ids() => randint(0, SmallTransformer.Vocabulary, [2, 5]);

    // The layer's attention with the prefix before its keys and values, and something added to queries and values.
    private static Tensor Attention(SmallTransformer model, Tensor ids, PeftModel peft, Func<Tensor, string, Tensor>? update = null)
    {
        var x = model.get_parameter("emb.weight")!.index_select(0, ids.flatten()).view(2, 5, SmallTransformer.Width);
        var past = peft.AdapterStateDict("prefix")["prompt_embeddings"].view(3, 2, SmallTransformer.Width);
        var (q, k, v) = (Projected("query"), Projected("key"), Projected("value"));
        if (update is not null)
            (q, v) = (q + update(x, "query"), v + update(x, "value"));
        k = cat([past.select(1, 0).expand(2, 3, SmallTransformer.Width), k], 1);
        v = cat([past.select(1, 1).expand(2, 3, SmallTransformer.Width), v], 1);
        return x + q.matmul(k.transpose(1, 2)).div(Math.Sqrt(SmallTransformer.Width)).softmax(-1).matmul(v);

        Tensor Projected(string path) => Linear(x, Own(model, path, "weight"), Own(model, path, "bias"));
    }

    private static Tensor FeedForward(SmallTransformer model, Tensor x)
    {
        var inside = Linear(x, Own(model, "ffn", "in.weight"), Own(model, "ffn", "in.bias")).clamp_min(0);
        return Linear(inside, Own(model, "ffn", "out.weight"), Own(model, "ffn", "out.bias"));
    }

    private static Tensor Lora(PeftModel peft, string path, Tensor x)
    {
        var t = peft.AdapterStateDict("lora");
        return x.matmul(t[$"{Prefix}{path}.lora_A.weight"].t()).matmul(t[$"{Prefix}{path}.lora_B.weight"].t()) * 3;
    }

    private static Tensor Bottleneck(PeftModel peft, string name, string path, Tensor x)
    {
        var t = peft.AdapterStateDict(name);
        var narrow = Linear(x, t[$"{Prefix}{path}.adapter_down.weight"], t[$"{Prefix}{path}.adapter_down.bias"]).clamp_min(0);
        return Linear(narrow, t[$"{Prefix}{path}.adapter_up.weight"], t[$"{Prefix}{path}.adapter_up.bias"]);
    }

    private static Tensor Gates(PeftModel peft, string path, Tensor x)
    {
        var t = peft.AdapterStateDict("gates");
        return 1 / (1 + (-Linear(x, t[$"{Prefix}{path}.gate.weight"], t[$"{Prefix}{path}.gate.bias"])).exp());
    }

    private static Tensor Linear(Tensor x, Tensor weight, Tensor bias) => x.matmul(weight.t()) + bias;

    // An adapted layer is below what stands in its place.
    private static Tensor Own(SmallTransformer model, string path, string name) => model.named_parameters().Single(p => p.name == $"{path}.{name}" || p.name == $"{path}.base_layer.{name}").parameter;

    private static void AssertTrains(SmallTransformer model, PeftModel peft, params string[] names)
    {
        model.train();
        model.call(Ids()).square().sum().backward();
        foreach (string name in names)
            Assert.That(peft.AdapterStateDict(name).Values.Select(t => t.grad), Is.All.Not.Null, name);
        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(names.Sum(name => peft.AdapterStateDict(name).Count)));
        Assert.That(Own(model, "key", "weight").grad, Is.Null);
    }
}
