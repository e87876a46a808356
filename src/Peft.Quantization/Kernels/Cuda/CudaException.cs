namespace Peft.Quantization.Kernels.Cuda;

/// <summary>A call of the CUDA driver failed.</summary>
internal sealed class CudaException(string call, int result, string name)
    : Exception($"{call} gave {result}, {name}; expected 0. help: Look whether nvidia-smi sees the GPU, and set CUDA_LAUNCH_BLOCKING=1 to learn which operation failed.")
{
    /// <summary>The driver's number for the error.</summary>
    internal int Result => result;
}
