using Peft.Quantization.Kernels.Cpu;

namespace Peft.Optimizers;

/// <summary>p ← (1 - ηλ) p - η sign(β1 m + (1 - β1) g); m ← β2 m + (1 - β2) g. Chen et al., arXiv 2302.06675.</summary>
internal readonly struct LionUpdate : IUpdate
{
    private readonly float _beta1, _gain1, _beta2, _gain2;

    internal LionUpdate(UpdateOptions options, long step)
    {
        (_beta1, _gain1) = ((float)options.Beta1, (float)(1 - options.Beta1));
        (_beta2, _gain2) = ((float)options.Beta2, (float)(1 - options.Beta2));
        Decay = (float)(1 - (options.Rate * options.WeightDecay));
        Rate = (float)options.Rate;
    }

    public static int States => 1;

    public float Decay { get; }

    public float Rate { get; }

    internal static UpdateRule Rule { get; } = UpdateRule.Of((options, step) => new LionUpdate(options, step), FloatFormat.Dynamic);

    public T Direction<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IFloats<T>
    {
        T direction = T.Sign((first * _beta1) + (gradient * _gain1));
        first = (first * _beta2) + (gradient * _gain2);
        return direction;
    }
}
