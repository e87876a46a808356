using Peft.Quantization.Kernels.Cpu;

namespace Peft.Optimizers;

/// <summary>
/// m ← β1 m + (1 - β1) g; v ← β2 v + (1 - β2) g²; p ← (1 - ηλ) p - η √c2 / c1 · m / (√v + ε √c2), with c = 1 - β^step.
/// Kingma and Ba, arXiv 1412.6980; Loshchilov and Hutter, arXiv 1711.05101.
/// </summary>
internal readonly struct AdamUpdate : IUpdate
{
    private readonly float _beta1, _gain1, _beta2, _gain2, _epsilon;

    internal AdamUpdate(UpdateOptions options, long step)
    {
        double correction1 = 1 - Math.Pow(options.Beta1, step), correction2 = Math.Sqrt(1 - Math.Pow(options.Beta2, step));
        (_beta1, _gain1) = ((float)options.Beta1, (float)(1 - options.Beta1));
        (_beta2, _gain2) = ((float)options.Beta2, (float)(1 - options.Beta2));
        _epsilon = (float)(options.Epsilon * correction2);
        Decay = (float)(1 - (options.Rate * options.WeightDecay));
        Rate = (float)(options.Rate * correction2 / correction1);
    }

    public static int States => 2;

    public float Decay { get; }

    public float Rate { get; }

    internal static UpdateRule Rule { get; } = UpdateRule.Of((options, step) => new AdamUpdate(options, step), FloatFormat.Dynamic, FloatFormat.DynamicUnsigned);

    public T Direction<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IFloats<T>
    {
        first = (first * _beta1) + (gradient * _gain1);
        second = (second * _beta2) + (gradient * _gain2 * gradient);
        return first / (T.Sqrt(second) + _epsilon);
    }
}
