using System.Text.Json.Nodes;
using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests.Models;

[TestFixture]
public sealed class CheckpointQuantizerTests
{
    private TempFolder _folder = null!;
    private DisposeScope _scope = null!;

    private string Source => _folder.File("source");

    private string Target => _folder.File("target");

    private static IEnumerable<TestCaseData> Bases =>
        from c in new[] { ("llama_nf4", QuantizationType.NF4, false), ("llama_nf4_dq", QuantizationType.NF4, true), ("llama_fp4", QuantizationType.FP4, false), ("llama_int8", QuantizationType.Int8, false) }
        where Directory.Exists(Golden.FullPath(Path.Combine("base", c.Item1)))
        select new TestCaseData(c.Item1, c.Item2, c.Item3).SetArgDisplayNames(c.Item1);

    [SetUp]
    public void SetUp() => (_folder, _scope) = (new TempFolder(), NewDisposeScope());

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Bases))]
    [Category("Golden")]
    public void Run_ReferenceModel_GivesTheReferencesCheckpoint(string name, QuantizationType type, bool doubleQuantize)
    {
        CheckpointQuantizer.Run(Golden.FullPath("base/llama"), Target, new() { Type = type, DoubleQuantize = doubleQuantize });

        var expected = Golden.Tensors(Path.Combine("base", name, "model.safetensors"));
        using var written = SafetensorsFolder.Open(Target);
        Assert.That(written.Tensors.Keys, Is.EquivalentTo(expected.Keys));
        // The reference's compiled library rounds the second level of double quantisation by a table, so some codes differ by one.
        foreach (var (key, tensor) in expected)
        {
            if (doubleQuantize && key.EndsWith(".absmax", StringComparison.Ordinal))
                Assert.That((written.Read(key).to_type(ScalarType.Int16) - tensor.to_type(ScalarType.Int16)).abs().max().item<short>(), Is.LessThanOrEqualTo(1), key);
            else
                TensorAssert.BitEqual(written.Read(key), tensor, key);
        }
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(Target, "config.json")))!;
        Assert.That((string?)config["model_type"], Is.EqualTo("llama"));
        Assert.That((string?)config["quantization_config"]!["llm_int8_skip_modules"]![0], Is.EqualTo("lm_head"));
        Assert.That((bool?)config["quantization_config"]!["load_in_8bit"], Is.EqualTo(type == QuantizationType.Int8));
    }

    [Test]
    public void Run_Shards_ReportsEachStepAndHoldsOneWeightAtATime()
    {
        WriteSource(layers: 20, size: 128);
        List<QuantizationProgress> steps = [];
        List<long> live = [];
        long before = LeakGuard.LiveTensors();
        CheckpointQuantizer.Run(Source, Target, new() { DoubleQuantize = true }, new Immediate(step =>
        {
            steps.Add(step);
            live.Add(LeakGuard.LiveTensors() - before);
        }), maxShardBytes: 20_000);

        Assert.That(Directory.GetFiles(Target, "model-*-of-*.safetensors"), Has.Length.GreaterThan(5));
        Assert.That(steps.Select(s => s.Done), Is.EqualTo(Enumerable.Range(1, (2 * 20) + 2)));
        Assert.That(steps.Select(s => s.Total).Distinct(), Is.EqualTo([steps.Count]));
        Assert.That(live.Max(), Is.LessThanOrEqualTo(12), "two forms of six parts");
        Assert.That(LeakGuard.LiveTensors() - before, Is.Zero);
        using var source = SafetensorsFolder.Open(Source);
        using var target = SafetensorsFolder.Open(Target);
        using var quantized = FourBitTensor.FromStateDict(target.ReadAll(), "layers.7.up.");
        using var expected = NF4Tensor.Quantize(source.Read("layers.7.up.weight"), new() { DoubleQuantize = true });
        TensorAssert.BitEqual(quantized.Dequantize(), expected.Dequantize(), "weight");
        TensorAssert.BitEqual(target.Read("embed_tokens.weight"), source.Read("embed_tokens.weight"), "embedding");
    }

    // What is quantised at a time, in single precision and once more, does not grow with the weight.
    [Test, Platform("Linux"), NonParallelizable]
    public void Run_CheckpointOfManyWeights_TakesTheMemoryOfOneAndOfWhatComesOut([Values] QuantizationType type, [Values(ScalarType.Float32, ScalarType.BFloat16)] ScalarType stored)
    {
        const int Layers = 5, Size = 2048, Piece = 1 << 20;
        WriteSource(Layers, Size, stored);
        long weight = Size * Size * stored.ElementSize(), quantized = new QuantizationOptions { Type = type }.SizeOf(Size, Size);

        long peak = NativeHeap.MedianOf(() =>
        {
            if (Directory.Exists(Target))
                Directory.Delete(Target, recursive: true);
            return NativeHeap.GrowthOf(() => CheckpointQuantizer.Run(Source, Target, new() { Type = type }));
        });

        TestContext.Out.WriteLine($"{type} of {stored}: {(double)peak / weight:0.00} weights, of which {(double)(weight + quantized) / weight:0.00} are the weight and its quantised form");
        Assert.That(peak, Is.LessThan(weight + quantized + (2 * Piece * sizeof(float))).And.GreaterThan(weight));
    }

    [Test]
    public void Run_Cancelled_LeavesNothing([Values(3, 25)] int step)
    {
        WriteSource(layers: 20, size: 64);
        using var cancellation = new CancellationTokenSource();
        var progress = new Immediate(p =>
        {
            if (p.Done == step)
                cancellation.Cancel();
        });

        Assert.That(() => CheckpointQuantizer.Run(Source, Target, new(), progress, cancellationToken: cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.EqualTo([Source]));
    }

    [Test]
    public void Run_Skip_LeavesThoseLayersAlone()
    {
        WriteSource(layers: 3, size: 64);
        CheckpointQuantizer.Run(Source, Target, new() { Skip = ["layers.1"] });

        using var target = SafetensorsFolder.Open(Target);
        Assert.That(target.Tensors["layers.1.up.weight"].DType, Is.EqualTo(SafetensorsDType.F32));
        Assert.That(target.Tensors["layers.2.up.weight"].DType, Is.EqualTo(SafetensorsDType.U8));
    }

    [Test]
    public void Run_WhatCannotBeQuantized_IsRefusedAndLeavesNothing()
    {
        void Refused(string problem, QuantizationOptions? options = null)
        {
            Assert.That(() => CheckpointQuantizer.Run(Source, Target, options ?? new()), Throws.TypeOf<QuantizationException>().With.Message.Contains(problem));
            Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.EqualTo([Source]));
        }
        WriteSource(layers: 2, size: 64);
        Refused("no layer 'layer.1'", new() { Skip = ["layer.1"] });
        Refused("none is to be quantised", new() { Skip = ["layers"] });
        File.WriteAllText(Path.Combine(Source, "config.json"), """{"model_type": "gpt2"}""");
        Refused("'gpt2'");
        File.WriteAllText(Path.Combine(Source, "config.json"), """{"quantization_config": {}}""");
        Refused("quantised already");
        File.Delete(Path.Combine(Source, "config.json"));
        Rewrite(t => t["layers.1.up.weight"][5, 5] = float.NaN);
        Refused("'layers.1.up.weight' cannot be quantised");
        Rewrite(t => t["layers.1.up.weight.quant_state.bitsandbytes__nf4"] = zeros(3));
        Refused("quantised already");
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "there"), "");
        Rewrite(t => t.Remove("layers.1.up.weight"), "layers.1.up.weight.quant_state.bitsandbytes__nf4");
        Assert.That(() => CheckpointQuantizer.Run(Source, Target, new()), Throws.InstanceOf<IOException>());
    }

    private void WriteSource(int layers, long size, ScalarType type = ScalarType.Float32)
    {
        Directory.CreateDirectory(Source);
        var tensors = Enumerable.Range(0, layers).ToDictionary(i => $"layers.{i}.up.weight", _ => randn(size, size, type));
        tensors["embed_tokens.weight"] = randn(10, size);
        tensors["norm.weight"] = ones(size);
        SafetensorsFile.Save(Path.Combine(Source, "model.safetensors"), tensors);
        foreach (var tensor in tensors.Values)
            tensor.Dispose();
    }

    private void Rewrite(Action<Dictionary<string, Tensor>> change, string? without = null)
    {
        string path = Path.Combine(Source, "model.safetensors");
        Dictionary<string, Tensor> tensors;
        using (var file = SafetensorsFile.Open(path))
            tensors = file.ReadAll();
        if (without is not null)
            tensors.Remove(without);
        foreach (var tensor in tensors.Values)
            tensor.nan_to_num_();
        change(tensors);
        SafetensorsFile.Save(path, tensors);
    }

    private sealed class Immediate(Action<QuantizationProgress> report) : IProgress<QuantizationProgress>
    {
        public void Report(QuantizationProgress value) => report(value);
    }
}
