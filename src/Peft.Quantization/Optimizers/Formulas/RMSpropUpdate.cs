using Peft.Quantization.Kernels.Cpu;

namespace Peft.Optimizers;

/// <summary>g ← g + λ p; v ← β1 v + (1 - β1) g²; p ← p - η g / (√v + ε). The map of v is the signed one, as in bitsandbytes.</summary>
internal readonly struct RMSpropUpdate : IUpdate
{
    private readonly float _beta, _gain, _epsilon, _decay;

    internal RMSpropUpdate(UpdateOptions options, long step)
    {
        (_beta, _gain) = ((float)options.Beta1, (float)(1 - options.Beta1));
        (_epsilon, _decay) = ((float)options.Epsilon, (float)options.WeightDecay);
        Rate = (float)options.Rate;
    }

    public static int States => 1;

    public float Decay => 1;

    public float Rate { get; }

    internal static UpdateRule Rule { get; } = UpdateRule.Of((options, step) => new RMSpropUpdate(options, step), FloatFormat.Dynamic);

    public T Direction<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IFloats<T>
    {
        gradient += parameter * _decay;
        first = (first * _beta) + (gradient * _gain * gradient);
        return gradient / (T.Sqrt(first) + _epsilon);
    }
}
