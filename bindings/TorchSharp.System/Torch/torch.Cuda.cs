using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class cuda
    {
        private static readonly Lazy<int> s_deviceCount = new(() => Enumerable.Range(0, int.MaxValue).TakeWhile(CanAllocate).Count());

        public static bool is_available() => device_count() > 0;

        public static int device_count() => s_deviceCount.Value;

        private static bool CanAllocate(int index)
        {
            try
            {
                Aten.empty_memory_format([0], device: new Device(DeviceType.CUDA, index)).Dispose();
                return true;
            }
            catch (ExternalException)
            {
                return false;
            }
        }
    }

    public static bool cuda_is_available() => cuda.is_available();

    public static bool mps_is_available() => false;
}
