using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>
/// Ten steps with given gradients against bitsandbytes: parameters, and states code for code. (The files repeat the parameters after the last step under the names of
/// earlier steps.)
/// </summary>
[TestFixture, Category("Golden")]
public sealed class OptimizerGoldenTests
{
    private static readonly string[] s_names = ["big", "mid", "small"];

    private static IEnumerable<TestCaseData> Cases => Places.WithEach(OptimizerCase.All);

    [TestCaseSource(nameof(Cases))]
    public void Step_TenTimes_FollowsBitsandbytes(OptimizerCase golden, string place)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        var given = Golden.Tensors("optim/common.safetensors");
        var parameters = s_names.ToDictionary(name => name, name => new Parameter(given["param0." + name].to(golden.IsBFloat16 ? ScalarType.BFloat16 : ScalarType.Float32, Places.DeviceOf(place))));
        using FusedOptimizer optimizer = golden.Create(parameters.Values, folder.Path, useTorch: place == Places.Torch);
        for (int step = 0; step < OptimizerCase.Steps; step++)
        {
            foreach (var (name, parameter) in parameters)
                parameter.grad = given[$"grad.{step}.{name}"].to(parameter.dtype, parameter.device);
            optimizer.step();
        }

        var expected = Golden.Tensors($"optim/{golden.File}.safetensors");
        foreach (var (name, parameter) in parameters)
        {
            CompareParameter(parameter.cpu(), expected[$"step{OptimizerCase.Steps}.param.{name}"], golden, name);
            CompareStates(optimizer.StateOf(parameter), expected, $"step{OptimizerCase.Steps}.state.{name}.");
        }
    }

    private static void CompareParameter(Tensor actual, Tensor expected, OptimizerCase golden, string name)
    {
        (double rtol, double atol) = golden.IsBFloat16 ? (1.0 / 128, 0) : golden.Is8Bit ? (1e-4, 1e-5) : (1e-5, 1e-6);
        using Tensor far = (actual - expected).abs() > (expected.abs() * rtol) + atol;
        if (golden.Is8Bit && name != "small")
        {
            // A code that is another one moves a single parameter by the length of a step.
            Assert.That(far.sum().item<long>(), Is.LessThanOrEqualTo(far.numel() / 200), $"elements of {name} that differ");
            atol = 2 * golden.LearningRate;
        }
        TensorAssert.AreClose(actual, expected, rtol, atol, name);
    }

    private static void CompareStates(UpdateState state, Dictionary<string, Tensor> expected, string prefix)
    {
        var actual = state.Tensors();
        Assert.That(actual["step"].item<long>(), Is.EqualTo(OptimizerCase.Steps));
        foreach (var (name, tensor) in Merged(actual, expected, prefix))
        {
            Tensor wanted = expected[prefix + name].view(-1);
            if (tensor.dtype == ScalarType.Byte)
            {
                Tensor difference = (tensor.to(ScalarType.Int16) - wanted.to(ScalarType.Int16)).abs();
                Assert.That((difference > 1).sum().item<long>(), Is.Zero, $"{name}: codes further than one away");
                Assert.That((difference == 1).sum().item<long>(), Is.LessThanOrEqualTo(2), $"{name}: codes one away");
            }
            else
            {
                TensorAssert.AreClose(tensor, wanted, 1e-5, 1e-6, name);
            }
        }
    }

    /// <summary>bitsandbytes keeps AdEMAMix's two moments as one state.</summary>
    private static IEnumerable<(string Name, Tensor Tensor)> Merged(IReadOnlyDictionary<string, Tensor> actual, Dictionary<string, Tensor> expected, string prefix)
    {
        bool two = actual.ContainsKey("state3");
        foreach (string kind in new[] { "state", "absmax" }.Where(kind => actual.ContainsKey(kind + "1") && expected.ContainsKey($"{prefix}{kind}1")))
        {
            yield return (kind + "1", two ? cat([actual[kind + "1"], actual[kind + "2"]]) : actual[kind + "1"]);
            if (actual.TryGetValue(kind + (two ? "3" : "2"), out Tensor? second))
                yield return (kind + "2", second);
        }
    }
}
