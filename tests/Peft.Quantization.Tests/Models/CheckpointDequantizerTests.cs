using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests.Models;

[TestFixture]
public sealed class CheckpointDequantizerTests
{
    private TempFolder _folder = null!;
    private DisposeScope _scope = null!;

    private string Source => _folder.File("source");

    private string Quantized => _folder.File("quantized");

    private string Target => _folder.File("target");

    [SetUp]
    public void SetUp()
    {
        (_folder, _scope) = (new TempFolder(), NewDisposeScope());
        Directory.CreateDirectory(Source);
        SafetensorsFile.Save(Path.Combine(Source, "model.safetensors"), new Dictionary<string, Tensor>
        {
            ["layers.0.up.weight"] = randn(64, 128, dtype: ScalarType.BFloat16),
            ["layers.1.up.weight"] = randn(64, 64, dtype: ScalarType.Float16),
            ["norm.weight"] = ones(64),
        });
    }

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [TestCase(QuantizationType.NF4)]
    [TestCase(QuantizationType.FP4)]
    public void Run_FourBitShards_HasShapesTypesAndValuesAndHoldsOneWeightAtATime(QuantizationType type)
    {
        CheckpointQuantizer.Run(Source, Quantized, new() { Type = type, DoubleQuantize = true });
        using var source = SafetensorsFolder.Open(Source);
        using var quantized = new QuantizationOptions { Type = type, DoubleQuantize = true }.Quantize(source.Read("layers.1.up.weight"));
        var expected = quantized.Dequantize();
        List<string> steps = [];
        long before = LeakGuard.LiveTensors(), most = 0;
        CheckpointDequantizer.Run(Quantized, Target, progress: new Immediate(p =>
        {
            steps.Add($"{p.Tensor} {p.Done}/{p.Total}");
            most = Math.Max(most, LeakGuard.LiveTensors() - before);
        }), maxShardBytes: 10_000);
        long left = LeakGuard.LiveTensors() - before;

        using var target = SafetensorsFolder.Open(Target);
        Assert.That(target.Tensors.Values.Select(t => $"{t}"), Is.EquivalentTo(source.Tensors.Values.Select(t => $"{t}")));
        TensorAssert.BitEqual(target.Read("layers.1.up.weight"), expected, "weight");
        TensorAssert.BitEqual(target.Read("norm.weight"), source.Read("norm.weight"), "norm");
        Assert.That(Directory.GetFiles(Target, "model-*-of-*.safetensors"), Has.Length.GreaterThan(1));
        Assert.That(steps, Has.Count.EqualTo(3).And.Some.EndsWith("3/3"));
        Assert.That(most, Is.LessThanOrEqualTo(1), "the weight that is written");
        Assert.That(left, Is.Zero);
    }

    [Test]
    public void Run_WhatCannotBeDequantized_IsRefusedAndLeavesNothing()
    {
        Assert.That(() => CheckpointDequantizer.Run(Source, Target), Throws.TypeOf<QuantizationException>().With.Message.Contains("Of the checkpoint's 3 tensors none is quantised"));
        Assert.That(() => CheckpointDequantizer.Run(Source, Target, ScalarType.Int8), Throws.ArgumentException);
        CheckpointQuantizer.Run(Source, Quantized, new());
        File.WriteAllText(Path.Combine(Quantized, "config.json"), """{"model_type": "gpt2"}""");
        Assert.That(() => CheckpointDequantizer.Run(Quantized, Target), Throws.TypeOf<QuantizationException>().With.Message.Contains("'gpt2'").And.Message.Contains("call Dequantize"));
        File.Delete(Path.Combine(Quantized, "config.json"));
        using var cancelled = new CancellationTokenSource();
        Assert.That(() => CheckpointDequantizer.Run(Quantized, Target, progress: new Immediate(_ => cancelled.Cancel()), cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.EquivalentTo([Source, Quantized]));
    }

    private sealed class Immediate(Action<QuantizationProgress> report) : IProgress<QuantizationProgress>
    {
        public void Report(QuantizationProgress value) => report(value);
    }
}
