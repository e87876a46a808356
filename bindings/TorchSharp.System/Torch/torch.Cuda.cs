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

        /// <summary>Seeds the default generator of the first device; without a device, nothing.</summary>
        public static void manual_seed(long seed)
        {
            if (is_available())
                Seed(0, seed);
        }

        public static void manual_seed_all(long seed)
        {
            for (int i = 0; i < device_count(); i++)
                Seed(i, seed);
        }

        /// <summary>Waits for what was started on a device's current stream.</summary>
        public static void synchronize(Device? device = null)
        {
            device ??= new Device(DeviceType.CUDA, 0);
            TorchError.Check(Shim.shim_synchronize((int)DeviceType.CUDA, Math.Max(device.index, 0)));
        }

        private static void Seed(int index, long seed) => TorchError.Check(Shim.shim_seed_device((int)DeviceType.CUDA, index, (ulong)seed));

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
