namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The starts of four vectors.</summary>
internal readonly unsafe struct FourPointers(float* first, float* second, float* third, float* fourth)
{
    internal readonly float* First = first, Second = second, Third = third, Fourth = fourth;
}
