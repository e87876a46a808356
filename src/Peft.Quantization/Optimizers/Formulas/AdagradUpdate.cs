using Peft.Quantization.Kernels.Cpu;

namespace Peft.Optimizers;

/// <summary>g ← g + λ p; v ← v + g²; p ← p - η g / (√v + ε). Duchi et al., JMLR 12 (2011). The map of v is the signed one, as in bitsandbytes.</summary>
internal readonly struct AdagradUpdate : IUpdate
{
    private readonly float _epsilon, _decay;

    internal AdagradUpdate(UpdateOptions options, long step)
    {
        (_epsilon, _decay) = ((float)options.Epsilon, (float)options.WeightDecay);
        Rate = (float)options.Rate;
    }

    public static int States => 1;

    public float Decay => 1;

    public float Rate { get; }

    internal static UpdateRule Rule { get; } = UpdateRule.Of((options, step) => new AdagradUpdate(options, step), FloatFormat.Dynamic);

    public T Direction<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IFloats<T>
    {
        gradient += parameter * _decay;
        first += gradient * gradient;
        return gradient / (T.Sqrt(first) + _epsilon);
    }
}
