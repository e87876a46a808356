using System.Text;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class ModuleSaveTests
{
    [Test]
    public void Save_Module_HasTheDocumentedBytes()
    {
        using var linear = nn.Linear(2, 1, hasBias: false);
        using (var values = tensor(new[] { 1f, -2f }))
            linear.load_state_dict(new() { ["weight"] = values.reshape(1, 2) });
        using var stream = new MemoryStream();

        linear.save(stream);

        byte[] expected = [1, 6, .. Encoding.UTF8.GetBytes("weight"), (byte)ScalarType.Float32, 2, 1, 2, .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-2f)];
        Assert.That(stream.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Load_FileThatPythonWrote_HasItsValues()
    {
        using var model = nn.Sequential(("stack", nn.Sequential(nn.Conv1d(1, 32, 3, bias: false), nn.BatchNorm1d(32), nn.ReLU())));

        model.load(Repository.Fixture("formats/torchsharp/bug510.dat"));

        Assert.That(model.get_parameter("stack.0.weight")!.data<float>()[0, 0, 0], Is.EqualTo(-0.19166434f));
        Assert.That(model.get_parameter("stack.1.weight")!.data<float>().ToArray(), Is.All.EqualTo(1));
        Assert.That(model.get_buffer("stack.1.running_var")!.data<float>().ToArray(), Is.All.EqualTo(1));
        Assert.That(model.get_buffer("stack.1.num_batches_tracked")!.ToInt64(), Is.Zero);
    }

    [Test]
    public void Load_WhatWasSaved_GivesTheSameValues([Values(ScalarType.Float32, ScalarType.BFloat16, ScalarType.Float64)] ScalarType type)
    {
        using var folder = new TempFolder();
        using var saved = nn.Sequential(nn.Linear(3, 200), nn.LayerNorm(200)).to(type);
        using var loaded = nn.Sequential(nn.Linear(3, 200), nn.LayerNorm(200)).to(type);

        saved.save(folder.File("model.dat"));
        loaded.load(folder.File("model.dat"));

        foreach (var (name, value) in saved.state_dict())
            TensorAssert.BitEqual(loaded.state_dict()[name], value, name);
    }

    [Test]
    public void Load_Skip_KeepsTheValueAndReadsOn()
    {
        using var saved = nn.Linear(3, 2);
        using var loaded = nn.Linear(3, 2);
        float[] weight = loaded.weight.data<float>().ToArray();
        using var stream = new MemoryStream();
        saved.save(stream);
        var known = new Dictionary<string, bool>();

        loaded.load(new MemoryStream(stream.ToArray()), skip: ["weight"], loadedParameters: known);

        Assert.That(loaded.weight.data<float>().ToArray(), Is.EqualTo(weight));
        TensorAssert.BitEqual(loaded.bias!, saved.bias!, "bias");
        Assert.That(known, Is.EqualTo(new Dictionary<string, bool> { ["weight"] = true, ["bias"] = true }));
    }

    [Test]
    public void Load_OtherTensors_ThrowsUnlessNotStrict()
    {
        using var saved = nn.Linear(2, 2);
        using var other = nn.Linear(2, 2, hasBias: false);
        using var stream = new MemoryStream();
        saved.save(stream);

        Assert.That(() => other.load(new MemoryStream(stream.ToArray())), Throws.ArgumentException);
        Assert.That(() => other.load(new MemoryStream(stream.ToArray()), strict: false), Throws.Nothing);
        TensorAssert.BitEqual(other.weight, saved.weight, "weight");
    }

    [Test]
    public void Load_OtherElementTypeOrShape_Throws()
    {
        using var saved = nn.Linear(2, 3);
        using var wide = nn.Linear(2, 3, dtype: ScalarType.Float64);
        using var shaped = nn.Linear(3, 3);
        using var stream = new MemoryStream();
        saved.save(stream);

        Assert.That(() => wide.load(new MemoryStream(stream.ToArray())), Throws.ArgumentException);
        Assert.That(() => shaped.load(new MemoryStream(stream.ToArray())), Throws.ArgumentException);
    }

    [Test]
    public void Save_Skip_LeavesTensorsOut()
    {
        using var linear = nn.Linear(2, 2);
        using var stream = new MemoryStream();

        linear.save(stream, skip: ["bias"]);

        Assert.That(stream.ToArray()[0], Is.EqualTo(1));
    }
}
