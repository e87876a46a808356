namespace Peft.Quantization.Kernels.Cuda;

/// <summary>A call of the CUDA driver failed.</summary>
/// <param name="call">The function.</param>
/// <param name="result">The driver's number for the error.</param>
/// <param name="meaning">Its name and description.</param>
/// <param name="log">What else the driver said, or nothing.</param>
internal sealed class CudaException(string call, int result, string meaning, string log) : PeftException(
    $"{call} gave {result}, {meaning}; expected 0.{(log.Length > 0 ? $" The compiler says: {log.Trim()}" : "")}",
    "Look whether nvidia-smi sees the GPU, and set CUDA_LAUNCH_BLOCKING=1 to learn which operation failed.")
{
    /// <summary>The driver's number for the error.</summary>
    internal int Result => result;
}
