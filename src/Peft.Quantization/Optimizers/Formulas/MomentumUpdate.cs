using Peft.Quantization.Kernels.Cpu;

namespace Peft.Optimizers;

/// <summary>g ← g + λ p; m ← β1 m + g (at first m ← g); p ← p - η m. Weight decay is part of the gradient, as in torch's SGD.</summary>
internal readonly struct MomentumUpdate : IUpdate
{
    private readonly float _beta, _decay;

    internal MomentumUpdate(UpdateOptions options, long step)
    {
        _beta = step == 1 ? 0 : (float)options.Beta1;
        _decay = (float)options.WeightDecay;
        Rate = (float)options.Rate;
    }

    public static int States => 1;

    public float Decay => 1;

    public float Rate { get; }

    internal static UpdateRule Rule { get; } = UpdateRule.Of((options, step) => new MomentumUpdate(options, step), FloatFormat.Dynamic);

    public T Direction<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IFloats<T>
    {
        first = (first * _beta) + (gradient + (parameter * _decay));
        return first;
    }
}
