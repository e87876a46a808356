namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The starts of four neighbouring vectors (or rows) of a matrix. Past the last one the last stands in; what comes of it is not looked at.</summary>
/// <param name="matrix">The first element that counts of vector 0.</param>
/// <param name="index">The first of the four.</param>
/// <param name="count">The number of vectors.</param>
/// <param name="stride">How far they are apart.</param>
internal readonly unsafe struct VectorGroup<T>(T* matrix, int index, int count, long stride)
    where T : unmanaged
{
    internal readonly T* First = At(matrix, index, count, stride), Second = At(matrix, index + 1, count, stride);
    internal readonly T* Third = At(matrix, index + 2, count, stride), Fourth = At(matrix, index + 3, count, stride);

    private static T* At(T* matrix, int index, int count, long stride) => matrix + (Math.Min(index, count - 1) * stride);
}
