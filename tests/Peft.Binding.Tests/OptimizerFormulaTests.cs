using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Each optimizer against its published formula, computed here number by number.</summary>
[TestFixture]
public sealed class OptimizerFormulaTests
{
    private const int Steps = 12;
    private const double Lr = 0.1, Eps = 1e-8, Wd = 0.05, B1 = 0.9, B2 = 0.999;

    /// <summary>The next value of a parameter p with gradient g at step t (from 1); s is for what has to be remembered.</summary>
    public delegate double Rule(double p, double g, int t, double[] s);

    private static IEnumerable<TestCaseData> Formulas()
    {
        yield return Case("SGD", p => optim.SGD(p, Lr, weight_decay: Wd), (p, g, _, _) => p - Lr * (g + Wd * p));
        yield return Case("SGD momentum", p => optim.SGD(p, Lr, momentum: 0.9, dampening: 0.2), (p, g, t, s) => p - Lr * (s[0] = t == 1 ? g : 0.9 * s[0] + 0.8 * g));
        yield return Case("SGD nesterov", p => optim.SGD(p, Lr, momentum: 0.9, nesterov: true), (p, g, t, s) =>
        {
            s[0] = t == 1 ? g : 0.9 * s[0] + g;
            return p - Lr * (g + 0.9 * s[0]);
        });
        yield return Case("SGD maximize", p => optim.SGD(p, Lr, maximize: true), (p, g, _, _) => p + Lr * g);
        yield return Case("Adam", p => optim.Adam(p, Lr, weight_decay: Wd), (p, g, t, s) => p - Lr * Adam(g + Wd * p, t, s, amsgrad: false));
        yield return Case("Adam amsgrad", p => optim.Adam(p, Lr, amsgrad: true), (p, g, t, s) => p - Lr * Adam(g, t, s, amsgrad: true));
        yield return Case("Adam maximize", p => optim.Adam(p, Lr, maximize: true), (p, g, t, s) => p - Lr * Adam(-g, t, s, amsgrad: false));
        yield return Case("AdamW", p => optim.AdamW(p, Lr, weight_decay: Wd), (p, g, t, s) => p * (1 - Lr * Wd) - Lr * Adam(g, t, s, amsgrad: false));
        yield return Case("AdamW amsgrad", p => optim.AdamW(p, Lr, weight_decay: Wd, amsgrad: true), (p, g, t, s) => p * (1 - Lr * Wd) - Lr * Adam(g, t, s, amsgrad: true));
        yield return Case("Adagrad", p => optim.Adagrad(p, Lr, lr_decay: 0.1, weight_decay: Wd, initial_accumulator_value: 0.5), (p, g, t, s) =>
        {
            g += Wd * p;
            s[0] = (t == 1 ? 0.5 : s[0]) + g * g;
            return p - Lr / (1 + (t - 1) * 0.1) * g / (Math.Sqrt(s[0]) + 1e-10);
        });
        yield return Case("RMSProp", p => optim.RMSProp(p, Lr, weight_decay: Wd), (p, g, _, s) =>
        {
            g += Wd * p;
            s[0] = 0.99 * s[0] + 0.01 * g * g;
            return p - Lr * g / (Math.Sqrt(s[0]) + Eps);
        });
        yield return Case("RMSProp centered momentum", p => optim.RMSProp(p, Lr, momentum: 0.9, centered: true), (p, g, _, s) =>
        {
            s[0] = 0.99 * s[0] + 0.01 * g * g;
            s[1] = 0.99 * s[1] + 0.01 * g;
            s[2] = 0.9 * s[2] + g / (Math.Sqrt(s[0] - s[1] * s[1]) + Eps);
            return p - Lr * s[2];
        });
        yield return Case("Adamax", p => optim.Adamax(p, Lr, weight_decay: Wd), (p, g, t, s) =>
        {
            g += Wd * p;
            s[0] = B1 * s[0] + (1 - B1) * g;
            s[1] = Math.Max(B2 * s[1], Math.Abs(g) + Eps);
            return p - Lr / (1 - Math.Pow(B1, t)) * s[0] / s[1];
        });
        yield return Case("Adadelta", p => optim.Adadelta(p, Lr, weight_decay: Wd), (p, g, _, s) =>
        {
            g += Wd * p;
            s[0] = 0.9 * s[0] + 0.1 * g * g;
            double delta = Math.Sqrt(s[1] + 1e-6) / Math.Sqrt(s[0] + 1e-6) * g;
            s[1] = 0.9 * s[1] + 0.1 * delta * delta;
            return p - Lr * delta;
        });
        yield return Case("NAdam", p => optim.NAdam(p, Lr, weight_decay: Wd), (p, g, t, s) =>
        {
            g += Wd * p;
            double Mu(int step) => B1 * (1 - 0.5 * Math.Pow(0.96, step * 4e-3));
            double product = Enumerable.Range(1, t).Aggregate(1.0, (value, step) => value * Mu(step));
            s[0] = B1 * s[0] + (1 - B1) * g;
            s[1] = B2 * s[1] + (1 - B2) * g * g;
            double ahead = Mu(t + 1) * s[0] / (1 - product * Mu(t + 1)) + (1 - Mu(t)) * g / (1 - product);
            return p - Lr * ahead / (Math.Sqrt(s[1] / (1 - Math.Pow(B2, t))) + Eps);
        });
    }

    [TestCaseSource(nameof(Formulas))]
    public void Step_SeveralTimes_FollowsTheFormula(Func<IEnumerable<Parameter>, OptimizerHelper> create, Rule rule) => Compare(create, rule);

    internal static void Compare(Func<IEnumerable<Parameter>, OptimizerHelper> create, Rule rule)
    {
        double[] values = [1, -2, 0.5];
        double[][] state = [new double[3], new double[3], new double[3]];
        using var parameter = OptimizerKinds.Parameter(values);
        using var optimizer = create([parameter]);
        for (int t = 1; t <= Steps; t++)
        {
            OptimizerKinds.Train(optimizer, parameter, t, t + 1);
            for (int i = 0; i < values.Length; i++)
                values[i] = rule(values[i], OptimizerKinds.Gradient(t, i), t, state[i]);
            Assert.That(parameter.data<double>().ToArray(), Is.EqualTo(values).Within(1e-12), $"step {t}");
        }
    }

    private static double Adam(double g, int t, double[] s, bool amsgrad)
    {
        s[0] = B1 * s[0] + (1 - B1) * g;
        s[1] = B2 * s[1] + (1 - B2) * g * g;
        s[2] = amsgrad ? Math.Max(s[2], s[1]) : s[1];
        return s[0] / (1 - Math.Pow(B1, t)) / (Math.Sqrt(s[2] / (1 - Math.Pow(B2, t))) + Eps);
    }

    private static TestCaseData Case(string name, Func<IEnumerable<Parameter>, OptimizerHelper> create, Rule rule) => new TestCaseData(create, rule).SetArgDisplayNames(name);
}
