using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class cuda
    {
        private static readonly Lazy<bool> s_available = new(CanAllocate);

        public static bool is_available() => s_available.Value;

        private static bool CanAllocate()
        {
            try
            {
                Aten.empty_memory_format([0], device: new Device(DeviceType.CUDA)).Dispose();
                return true;
            }
            catch (ExternalException)
            {
                return false;
            }
        }
    }

    public static bool cuda_is_available() => cuda.is_available();
}
