namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Neighbouring elements of a parameter with what belongs to them, all in float32.</summary>
internal readonly unsafe struct UpdateRows(float* parameter, float* gradient, float* first, float* second, float* third, int count)
{
    internal readonly float* Parameter = parameter, Gradient = gradient, First = first;

    /// <summary>Further states, or null.</summary>
    internal readonly float* Second = second, Third = third;

    internal readonly int Count = count;

    /// <summary>The elements from an index on.</summary>
    internal UpdateRows From(int index) =>
        new(Parameter + index, Gradient + index, First + index, Second is null ? null : Second + index, Third is null ? null : Third + index, Count - index);
}
