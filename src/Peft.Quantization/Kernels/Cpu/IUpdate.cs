namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// One step of an optimizer for one element: parameter ← parameter · <see cref="Decay"/> - direction · <see cref="Rate"/>. An implementation is a struct of constants of the step,
/// whose method the JIT inlines into a loop for each kind of register.
/// </summary>
internal interface IUpdate
{
    /// <summary>How many states an element has, 1 to 3.</summary>
    static abstract int States { get; }

    /// <summary>What remains of the parameter: 1 less the weight decay that is decoupled from the gradient.</summary>
    float Decay { get; }

    /// <summary>The length of the step along the direction.</summary>
    float Rate { get; }

    /// <summary>The direction in which the loss grows, from states that are brought up to date.</summary>
    /// <param name="parameter">The parameter before the step.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="first">The first state.</param>
    /// <param name="second">The second state, if there are two.</param>
    /// <param name="third">The third state, if there are three.</param>
    T Direction<T>(T parameter, T gradient, ref T first, ref T second, ref T third)
        where T : struct, IFloats<T>;
}
