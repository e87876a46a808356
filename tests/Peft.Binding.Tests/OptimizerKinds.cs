using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Every optimizer, with settings that use all of its state.</summary>
internal static class OptimizerKinds
{
    internal static IEnumerable<TestCaseData> All()
    {
        yield return Case("SGD", p => optim.SGD(p, 0.1, momentum: 0.9, dampening: 0.1));
        yield return Case("Adam", p => optim.Adam(p, 0.1, amsgrad: true));
        yield return Case("AdamW", p => optim.AdamW(p, 0.1, weight_decay: 0.1, amsgrad: true));
        yield return Case("Adagrad", p => optim.Adagrad(p, 0.1, lr_decay: 0.1, initial_accumulator_value: 0.5));
        yield return Case("RMSProp", p => optim.RMSProp(p, 0.1, momentum: 0.9, centered: true));
        yield return Case("Adamax", p => optim.Adamax(p, 0.1));
        yield return Case("Adadelta", p => optim.Adadelta(p, 0.1));
        yield return Case("NAdam", p => optim.NAdam(p, 0.1));
        yield return Case("RAdam", p => optim.RAdam(p, 0.1));
    }

    internal static Parameter Parameter(params double[] values) => new(tensor(values));

    /// <summary>Steps with gradients that only the number of the step decides.</summary>
    internal static void Train(OptimizerHelper optimizer, Parameter parameter, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            using var gradient = tensor(Enumerable.Range(0, (int)parameter.numel()).Select(i => Gradient(step, i)).ToArray());
            parameter.grad = gradient;
            optimizer.step();
        }
    }

    internal static double Gradient(int step, int element) => Math.Sin(3 * step + element) + 0.3;

    private static TestCaseData Case(string name, Func<IEnumerable<Parameter>, OptimizerHelper> create) => new TestCaseData(create).SetArgDisplayNames(name);
}
