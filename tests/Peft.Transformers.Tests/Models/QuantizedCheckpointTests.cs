using System.Text.Json.Nodes;
using Peft.Adapters;
using Peft.Checkpoints;
using Peft.Quantization;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>Checkpoints that bitsandbytes quantised.</summary>
[TestFixture]
[Category("Golden")]
public sealed class QuantizedCheckpointTests
{
    private const string Weights = "model.safetensors", Config = "config.json", Layer = "model.layers.0.self_attn.q_proj.weight";

    private static IEnumerable<string> Bases => Directory.GetDirectories(Golden.FullPath("base"), "llama_*").Select(f => Path.GetFileName(f)!).Where(f => IsQuantized(f)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Bases))]
    public void SavePretrained_OfLoaded_WritesTheSameTensors(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = LlamaForCausalLM.FromPretrained(Golden.FullPath(Path.Combine("base", name)));
        model.SavePretrained(folder.Path);

        var expected = Golden.Tensors(Path.Combine("base", name, Weights));
        using var file = SafetensorsFile.Open(folder.File(Weights));
        Assert.That(file.Tensors.Keys, Is.EquivalentTo(expected.Keys));
        foreach (var (key, tensor) in expected)
            TensorAssert.BitEqual(file.Read(key), tensor, key);
        Assert.That((string?)JsonNode.Parse(File.ReadAllText(folder.File(Config)))!["dtype"], Is.EqualTo("float32"));
        Assert.That(model.parameters().Sum(p => p.numel()), Is.LessThan(expected.Values.Sum(t => t.numel())), "no projection is a parameter");
    }

    // From the base that the reference quantised, what it got.
    [Test]
    public void SavePretrained_OfQuantizedModel_IsTheReferencesCheckpoint()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = LlamaForCausalLM.FromPretrained(Golden.FullPath(Path.Combine("base", "llama")));
        model.Quantize(o => { });
        model.SavePretrained(folder.Path);
        var expected = Golden.Tensors(Path.Combine("base", "llama_nf4", Weights));
        var ids = tensor(new long[] { 1, 5, 9 }).view(1, 3);
        using var again = LlamaForCausalLM.FromPretrained(folder.Path);

        using var file = SafetensorsFile.Open(folder.File(Weights));
        Assert.That(file.Tensors.Keys, Is.EquivalentTo(expected.Keys));
        foreach (var (key, tensor) in expected)
            TensorAssert.BitEqual(file.Read(key), tensor, key);
        Assert.That(again.Config.QuantizationConfig!.Skip, Is.EqualTo(["lm_head"]));
        TensorAssert.BitEqual(again.call(ids), model.call(ids), "output");
    }

    [Test]
    public void FromPretrained_GivenOptions_QuantizesAsQuantizeDoes([Values("llama", "gpt2", "t5", "bert_cls")] string name, [Values] QuantizationType type)
    {
        using var scope = NewDisposeScope();
        var options = new QuantizationOptions { Type = type, DoubleQuantize = type != QuantizationType.Int8 };
        using var expected = Load(name, null);
        expected.Quantize(options);
        using var model = Load(name, options);

        var (values, tensors) = (model.state_dict(), expected.state_dict());
        Assert.That(values.Keys, Is.EqualTo(tensors.Keys));
        foreach (var (key, tensor) in tensors)
            TensorAssert.BitEqual(values[key], tensor, key);
    }

    [Test]
    public void FromPretrained_SkippingALayerThatIsNotThere_NamesTheNearest() =>
        Assert.That(() => LlamaForCausalLM.FromPretrained(Golden.FullPath("base/llama"), quantization: new() { Skip = ["lm_head", "q_prj"] }),
            Throws.TypeOf<QuantizationException>().With.Message.Contains("no layer 'q_prj'").And.Message.Contains("q_proj"));

    [Test]
    public void FromPretrained_SkipAndEmbeddings_AreFollowed()
    {
        using var model = LlamaForCausalLM.FromPretrained(Golden.FullPath("base/llama"), quantization: new() { Skip = ["mlp", "lm_head"], Embeddings = true });
        var quantized = model.named_modules().Where(m => m.module is IQuantizedLayer).Select(m => m.name).ToList();
        Assert.That(quantized, Does.Contain("model.embed_tokens").And.Contain("model.layers.1.self_attn.o_proj").And.None.Contains("mlp").And.None.Contains("lm_head"));
    }

    [Test]
    public void FromPretrained_ToQuantizeWhatIsQuantizedOrDamaged_SaysSo()
    {
        const string Weight = "model.layers.1.mlp.up_proj.weight";
        using var described = Copy("llama_nf4", config => config["quantization_config"] = new JsonObject { ["load_in_4bit"] = true, ["bnb_4bit_quant_type"] = "nf4" });
        using var damaged = Copy("llama", tensors: t => t[Weight][3, 3] = float.NaN);
        using var missing = Copy("llama", tensors: t => t.Remove(Weight));

        Assert.That(() => LlamaForCausalLM.FromPretrained(described.Path, quantization: new()), Throws.TypeOf<QuantizationException>().With.Message.Contains("quantised already"));
        Assert.That(() => LlamaForCausalLM.FromPretrained(damaged.Path, quantization: new()), Throws.TypeOf<QuantizationException>().With.Message.Contains($"'{Weight}' cannot be quantised"));
        Assert.That(() => LlamaForCausalLM.FromPretrained(missing.Path, quantization: new()), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains(Weight));
    }

    [Test, Platform("Linux"), NonParallelizable]
    public void FromPretrained_GivenOptions_HoldsOneWeightAsItIsStored()
    {
        using var folder = new TempFolder();
        var config = new LlamaConfig { HiddenSize = 512, IntermediateSize = 1024, NumAttentionHeads = 4, NumKeyValueHeads = 4, NumHiddenLayers = 12, VocabSize = 64 };
        using (var model = new LlamaForCausalLM(config))
            model.SavePretrained(folder.Path);
        long stored = new FileInfo(folder.File(Weights)).Length, largest = 512 * 1024 * sizeof(float);

        long peak = NativeHeap.MedianOf(() => NativeHeap.GrowthOf(() => LlamaForCausalLM.FromPretrained(folder.Path, quantization: new()).Dispose()), times: 3);

        // Four bits and the absmax values are a seventh of it; besides there is one weight, and what quantising it takes.
        Assert.That(peak, Is.LessThan((stored / 6) + (3 * largest)).And.GreaterThan(stored / 8));
    }

    // Its layers store their weight as (in, out); quantised they do not.
    [TestCase(QuantizationType.NF4)]
    [TestCase(QuantizationType.Int8)]
    public void SavePretrained_OfQuantizedGpt2_LoadsAgain(QuantizationType type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Gpt2LMHeadModel.FromPretrained(Golden.FullPath("models/gpt2"));
        var ids = tensor(new long[] { 1, 5, 9 }).view(1, 3);
        var before = model.call(ids);
        model.Quantize(o => (o.Type, o.DoubleQuantize) = (type, true));
        model.SavePretrained(folder.Path);
        using var again = Gpt2LMHeadModel.FromPretrained(folder.Path);

        Assert.That((model.call(ids) - before).norm().item<float>() / before.norm().item<float>(), Is.InRange(1e-4, type == QuantizationType.Int8 ? 0.05 : 0.5));
        TensorAssert.BitEqual(again.call(ids), model.call(ids), "output");
    }

    [TestCaseSource(nameof(Bases))]
    public void Dequantize_ModelOrCheckpoint_GivesTheSamePlainModel(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        string source = Golden.FullPath(Path.Combine("base", name));
        CheckpointDequantizer.Run(source, folder.File("streamed"));
        using var model = LlamaForCausalLM.FromPretrained(source);
        model.train();
        var ids = tensor(new long[] { 1, 5, 9 }).view(1, 3);
        var quantized = model.call(ids);
        model.Dequantize();
        model.SavePretrained(folder.File("saved"));

        TensorAssert.AreClose(model.call(ids), quantized, 1e-4, 1e-4, "output");
        foreach (string plain in new[] { "streamed", "saved" })
        {
            using var again = LlamaForCausalLM.FromPretrained(folder.File(plain));
            Assert.That(again.Config.QuantizationConfig, Is.Null, plain);
            foreach (var (key, tensor) in model.state_dict())
                TensorAssert.BitEqual(again.state_dict()[key], tensor, key);
        }
    }

    [Test]
    public void CheckpointDequantizer_GivenType_IsThatOfTheWeightsAndTheConfiguration([ValueSource(nameof(Bases))] string name, [Values(ScalarType.BFloat16, ScalarType.Float16)] ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        string source = Golden.FullPath(Path.Combine("base", name));
        CheckpointDequantizer.Run(source, folder.File("plain"), type);
        using var file = SafetensorsFile.Open(Path.Combine(folder.File("plain"), Weights));

        Assert.That(file.Tensors[Layer].DType.ToString(), Is.EqualTo(type == ScalarType.BFloat16 ? "BF16" : "F16"));
        Assert.That(file.Tensors["model.norm.weight"].DType, Is.EqualTo(SafetensorsDType.F32));
        Assert.That(File.ReadAllText(Path.Combine(folder.File("plain"), Config)), Does.Contain(type.ToString().ToLowerInvariant()).And.Not.Contain("quantization_config"));
    }

    [Test]
    public void Dequantize_Gpt2_SavesAPlainGpt2()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Gpt2LMHeadModel.FromPretrained(Golden.FullPath("models/gpt2"));
        var ids = tensor(new long[] { 1, 5, 9 }).view(1, 3);
        model.Quantize(o => { });
        var quantized = model.call(ids);
        model.Dequantize();
        model.SavePretrained(folder.Path);
        using var again = Gpt2LMHeadModel.FromPretrained(folder.Path);

        TensorAssert.AreClose(model.call(ids), quantized, 1e-4, 1e-4, "output");
        TensorAssert.BitEqual(again.call(ids), model.call(ids), "saved");
    }

    [Test]
    public void MergeAndUnload_OfQuantizedOrDequantizedModel_IsExported()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        string source = Golden.FullPath(Path.Combine("base", "llama_nf4"));
        var ids = tensor(new long[] { 1, 5, 9 }).view(1, 3);
        using var first = LlamaForCausalLM.FromPretrained(source);
        var peft = first.AddLora(o => (o.TargetModules, o.Init) = (["q_proj", "v_proj"], Peft.Adapters.LoraInit.Random));
        peft.SaveAdapter(folder.File("adapter"));
        first.eval();
        var expected = first.call(ids);
        peft.MergeAndUnload();
        first.Dequantize();
        using var second = LlamaForCausalLM.FromPretrained(source);
        second.Dequantize();
        PeftModel.Load(second, folder.File("adapter")).MergeAndUnload();
        second.SavePretrained(folder.File("merged"));
        using var again = LlamaForCausalLM.FromPretrained(folder.File("merged"));

        TensorAssert.AreClose(again.call(ids), expected, 1e-4, 1e-4, "dequantised first");
        double error = (first.call(ids) - expected).norm().item<float>() / expected.norm().item<float>();
        Assert.That(error, Is.InRange(1e-4, 0.5), "quantised once more");
    }

    [Test]
    public void Quantize_Embeddings_AreSavedAndLoaded()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = LlamaForCausalLM.FromPretrained(Golden.FullPath(Path.Combine("base", "llama")));
        model.Quantize(o => (o.Embeddings, o.DoubleQuantize) = (true, true));
        model.SavePretrained(folder.Path);
        using var again = LlamaForCausalLM.FromPretrained(folder.Path);
        var ids = tensor(new long[] { 1, 5, 9 }).view(1, 3);

        Assert.That(again.modules().OfType<Embedding4bit>().Count(), Is.EqualTo(1));
        TensorAssert.BitEqual(again.call(ids), model.call(ids), "output");
    }

    [Test]
    public void Quantize_EmbeddingThatTheOutputLayerUses_IsRefused()
    {
        using var model = Gpt2LMHeadModel.FromPretrained(Golden.FullPath("models/gpt2"));

        Assert.That(() => model.Quantize(o => o.Embeddings = true), Throws.TypeOf<QuantizationException>().With.Message.Contains("'lm_head' uses the weight of 'transformer.wte'"));
    }

    [Test]
    public void FromPretrained_QuantizationConfig_SaysHowLayersCompute()
    {
        using var folder = Copy("llama_nf4", config => config["quantization_config"] = JsonNode.Parse("""
            {"quant_method": "bitsandbytes", "load_in_4bit": true, "bnb_4bit_quant_type": "nf4", "bnb_4bit_compute_dtype": "bfloat16", "llm_int8_skip_modules": ["lm_head"]}
            """));
        using var model = LlamaForCausalLM.FromPretrained(folder.Path);
        using var again = new TempFolder();
        model.SavePretrained(again.Path);

        Assert.That(model.modules().OfType<Linear4bit>().Select(l => l.ComputeType).Distinct(), Is.EqualTo([ScalarType.BFloat16]));
        Assert.That(model.Config.QuantizationConfig!.Skip, Is.EqualTo(["lm_head"]));
        Assert.That((bool?)JsonNode.Parse(File.ReadAllText(again.File(Config)))!["quantization_config"]!["load_in_4bit"], Is.True);
    }

    [Test]
    public void FromPretrained_PartOfAWeightMissingOrOfAnotherShape_SaysWhich()
    {
        using var missing = Copy("llama_nf4", tensors: t => t.Remove(Layer + ".absmax"));
        using var misshapen = Copy("llama_nf4", config => config["num_attention_heads"] = 8);
        using var unexpected = Copy("llama_nf4", tensors: t => t.Add(Layer + ".more", zeros(1)));

        Assert.That(() => LlamaForCausalLM.FromPretrained(missing.Path), Throws.TypeOf<QuantStateException>().With.Message.Contains(Layer + ".absmax"));
        Assert.That(() => LlamaForCausalLM.FromPretrained(misshapen.Path), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains("[64, 64] but should be [128, 64]"));
        Assert.That(() => LlamaForCausalLM.FromPretrained(unexpected.Path), Throws.TypeOf<QuantStateException>().With.Message.Contains(Layer + ".more"));
    }

    [Test]
    public void FromPretrained_PartsOfAnInt8WeightMissingOrWrong_SaysWhich()
    {
        const string Int8 = "model.layers.0.mlp.down_proj.";
        using var scales = Copy("llama_int8", tensors: t => t.Remove(Int8 + "SCB"));
        using var layout = Copy("llama_int8", tensors: t => t[Int8 + "weight_format"] = zeros(2, ScalarType.Byte));
        using var neither = Copy("llama_int8", tensors: t => _ = t.Remove(Int8 + "SCB") && t.Remove(Int8 + "weight_format"));

        Assert.That(() => LlamaForCausalLM.FromPretrained(scales.Path), Throws.TypeOf<QuantStateException>().With.Message.Contains(Int8 + "SCB"));
        Assert.That(() => LlamaForCausalLM.FromPretrained(layout.Path), Throws.TypeOf<QuantStateException>().With.Message.Contains("the layout is 0, 0"));
        Assert.That(() => LlamaForCausalLM.FromPretrained(neither.Path), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains($"'{Int8}weight' is Int8"));
    }

    [Test]
    public void FromPretrained_ConfigurationThatIsNotTrueOfTheWeights_IsRefused()
    {
        static Action<JsonNode> Says(string field) => config => config["quantization_config"] = new JsonObject { [field] = true };
        using var dense = Copy("llama", Says("load_in_4bit"));
        using var partlyDense = Copy("llama_nf4", Says("load_in_4bit"), t => Densify(t, "model.layers.1.mlp.up_proj.weight"));
        using var eightBits = Copy("llama_int8", Says("load_in_4bit"));
        using var fourBits = Copy("llama_nf4", Says("load_in_8bit"));

        void Refused(TempFolder folder, string problem) => Assert.That(() => LlamaForCausalLM.FromPretrained(folder.Path),
            Throws.TypeOf<CheckpointFormatException>().With.Message.Contains(problem).And.Message.Contains("quantization_config").And.Message.Contains("help: "));
        Refused(dense, $"'{Layer}' is not quantised, but is F32; expected 4 bits");
        Refused(partlyDense, "'model.layers.1.mlp.up_proj.weight' is not quantised");
        Refused(eightBits, $"'{Layer}' has 8 bits; expected 4 bits");
        Refused(fourBits, $"'{Layer}' has 4 bits; expected 8 bits");
    }

    [Test]
    public void FromPretrained_DenseLayersThatAreSkipped_AreLoaded()
    {
        using var folder = Copy("llama_nf4", config => config["quantization_config"] = JsonNode.Parse("""{"load_in_4bit": true, "llm_int8_skip_modules": ["lm_head", "model.layers.1.mlp"]}"""),
            t => Densify(t, "model.layers.1.mlp.up_proj.weight"));
        using var model = LlamaForCausalLM.FromPretrained(folder.Path);

        Assert.That(model.get_parameter("model.layers.1.mlp.up_proj.weight"), Is.Not.Null);
    }

    // transformers keeps these layers of T5 in float32, and leaves the list of skipped ones null.
    [Test]
    public void FromPretrained_T5AsTransformersQuantizesIt_IsLoaded()
    {
        using var folder = new TempFolder();
        using (var model = T5ForConditionalGeneration.FromPretrained(Golden.FullPath("base/t5"), quantization: new() { Skip = ["wo", "lm_head"] }))
            model.SavePretrained(folder.Path);
        var config = JsonNode.Parse(File.ReadAllText(folder.File(Config)))!;
        config["quantization_config"]!["llm_int8_skip_modules"] = null;
        File.WriteAllText(folder.File(Config), config.ToJsonString());

        using var again = T5ForConditionalGeneration.FromPretrained(folder.Path);
        Assert.That(again.named_parameters().Select(p => p.name), Has.Some.EndsWith("DenseReluDense.wo.weight").And.None.EndsWith("DenseReluDense.wi.weight"));
    }

    [Test]
    public void Quantize_Classifier_LeavesItsHeadAlone()
    {
        using var model = new RobertaForSequenceClassification(new RobertaConfig { HiddenSize = 64, NumAttentionHeads = 4, NumHiddenLayers = 1, IntermediateSize = 128, VocabSize = 20 });

        var report = model.Quantize(_ => { });

        Assert.That(report.Layers, Has.Count.EqualTo(6).And.None.StartsWith("classifier"));
    }

    private static nn.Module Load(string name, QuantizationOptions? quantization)
    {
        string folder = Golden.FullPath(Path.Combine("base", name));
        return name switch
        {
            "gpt2" => Gpt2LMHeadModel.FromPretrained(folder, quantization: quantization),
            "t5" => T5ForConditionalGeneration.FromPretrained(folder, quantization: quantization),
            "bert_cls" => BertForSequenceClassification.FromPretrained(folder, quantization: quantization),
            _ => LlamaForCausalLM.FromPretrained(folder, quantization: quantization),
        };
    }

    private static TempFolder Copy(string name, Action<JsonNode>? config = null, Action<Dictionary<string, Tensor>>? tensors = null)
    {
        using var scope = NewDisposeScope();
        var folder = new TempFolder();
        var fields = JsonNode.Parse(File.ReadAllText(Golden.FullPath(Path.Combine("base", name, Config))))!;
        config?.Invoke(fields);
        File.WriteAllText(folder.File(Config), fields.ToJsonString());
        var all = Golden.Tensors(Path.Combine("base", name, Weights));
        tensors?.Invoke(all);
        SafetensorsFile.Save(folder.File(Weights), all);
        return folder;
    }

    private static void Densify(Dictionary<string, Tensor> tensors, string weight)
    {
        using var quantized = FourBitTensor.FromStateDict(tensors, weight[..^"weight".Length]);
        foreach (string part in tensors.Keys.Where(k => k.StartsWith(weight, StringComparison.Ordinal)).ToList())
            tensors.Remove(part);
        tensors[weight] = quantized.Dequantize();
    }

    private static bool IsQuantized(string name)
    {
        using var file = SafetensorsFile.Open(Golden.FullPath(Path.Combine("base", name, Weights)));
        return file.Tensors.ContainsKey(Layer + ".absmax") || file.Tensors.ContainsKey("model.layers.0.self_attn.q_proj.SCB");
    }
}
