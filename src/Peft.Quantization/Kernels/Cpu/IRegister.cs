namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Neighbouring float32 numbers that are computed with at once.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface IRegister<TSelf> : IFloats<TSelf>
    where TSelf : struct, IRegister<TSelf>
{
    /// <summary>How many there are.</summary>
    static abstract int Count { get; }

    static abstract TSelf Load(float* source);

    void Store(float* target);

    /// <summary>The sum of all.</summary>
    float Sum();
}
