using Peft.Quantization.Kernels.Cpu;

namespace Peft.Optimizers;

/// <summary>
/// m1 ← β1 m1 + (1 - β1) g; m2 ← β3 m2 + (1 - β3) g; v ← β2 v + (1 - β2) g²; p ← (1 - ηλ) p - η (m1 / c1 + α m2) / (√v / √c2 + ε), with c = 1 - β^step.
/// Pagliardini et al., arXiv 2409.03137.
/// </summary>
internal readonly struct AdEMAMixUpdate : IUpdate
{
    private readonly float _beta1, _gain1, _beta2, _gain2, _beta3, _gain3, _correction1, _correction2, _alpha, _epsilon;

    internal AdEMAMixUpdate(UpdateOptions options, long step)
    {
        double progress = options.Warmup == 0 ? 1 : Math.Min(1, (double)step / options.Warmup);
        double beta3 = Beta3At(options, progress);
        (_beta1, _gain1) = ((float)options.Beta1, (float)(1 - options.Beta1));
        (_beta2, _gain2) = ((float)options.Beta2, (float)(1 - options.Beta2));
        (_beta3, _gain3) = ((float)beta3, (float)(1 - beta3));
        _correction1 = (float)(1 - Math.Pow(options.Beta1, step));
        _correction2 = (float)Math.Sqrt(1 - Math.Pow(options.Beta2, step));
        _alpha = (float)(options.Alpha * progress);
        _epsilon = (float)options.Epsilon;
        Decay = (float)(1 - (options.Rate * options.WeightDecay));
        Rate = (float)options.Rate;
    }

    public static int States => 3;

    public float Decay { get; }

    public float Rate { get; }

    internal static UpdateRule Rule { get; } =
        UpdateRule.Of((options, step) => new AdEMAMixUpdate(options, step), FloatFormat.Dynamic, FloatFormat.Dynamic, FloatFormat.DynamicUnsigned);

    public T Direction<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IFloats<T>
    {
        first = (first * _beta1) + (gradient * _gain1);
        second = (second * _beta3) + (gradient * _gain3);
        third = (third * _beta2) + (gradient * _gain2 * gradient);
        return ((first / _correction1) + (second * _alpha)) / ((T.Sqrt(third) / _correction2) + _epsilon);
    }

    // The half-life of the slow moment grows evenly from that of the fast one.
    private static double Beta3At(UpdateOptions options, double progress)
    {
        if (progress == 1 || options.Beta1 == 0 || options.Beta3 == 0)
            return options.Beta3;
        double fast = Math.Log(options.Beta1), slow = Math.Log(options.Beta3);
        return Math.Exp(fast * slow / (((1 - progress) * slow) + (progress * fast)));
    }
}
