using System.Text;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>What the package ships for GPUs.</summary>
internal static class CudaKernels
{
    /// <summary>The kernels, for any GPU from Volta on: a driver compiles them for the one it finds.</summary>
    internal static string Ptx { get; } = Read();

    private static string Read()
    {
        using Stream resource = typeof(CudaKernels).Assembly.GetManifestResourceStream("kernels.ptx")!;
        using var reader = new StreamReader(resource, Encoding.ASCII);
        return reader.ReadToEnd();
    }
}
