using System.Text.Json;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>The reference models by family, and what is compared for all of them.</summary>
internal static class GoldenModels
{
    private const double HiddenTolerance = 1e-4;

    /// <summary>The models that transformers would load with one of these classes, on every device.</summary>
    public static IEnumerable<TestCaseData> Of(params string[] architectures) =>
        TestDevices.WithEach(Golden.Cases("models").Where(c => architectures.Contains(Architecture(c))), c => c.Id);

    /// <summary>Inputs and results, on a device.</summary>
    public static Dictionary<string, Tensor> Data(GoldenCase golden, string device) => golden.Tensors("io.safetensors").ToDictionary(t => t.Key, t => t.Value.to(new Device(device)));

    public static string Architecture(GoldenCase model) => JsonElement.Parse(File.ReadAllBytes(model.FullPath("config.json"))).GetProperty("architectures")[0].GetString()!;

    public static int[] Ints(Tensor tensor) => [.. tensor.cpu().data<long>().Select(id => (int)id)];

    /// <summary>Compares the states of the first row of a batch, where it has tokens.</summary>
    public static void AssertHiddenStates(IReadOnlyList<Tensor> hidden, Dictionary<string, Tensor> io, string name, Tensor isToken)
    {
        Assert.That(hidden, Has.Count.EqualTo(io.Keys.Count(k => k.StartsWith(name + ".", StringComparison.Ordinal))));
        for (int i = 0; i < hidden.Count; i++)
            TensorAssert.AreClose(hidden[i][0][isToken], io[$"{name}.{i}"][0][isToken], HiddenTolerance, HiddenTolerance, $"{name}.{i}");
    }

    /// <summary>Compares the norm of every parameter's gradient; those that are zero but for rounding count as zero.</summary>
    public static void AssertGradientNorms(nn.Module model, GoldenCase golden)
    {
        var norms = model.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.norm().ToDouble());
        var expected = golden.Description.GetProperty("grad_norms").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        Assert.That(norms.Keys, Is.EquivalentTo(expected.Keys));
        foreach (var (name, norm) in expected)
            Assert.That(norms[name], Is.EqualTo(norm).Within(1e-6 + (1e-3 * norm)), name);
    }
}
