using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static int get_num_threads() => Shim.shim_get_num_threads();

    /// <summary>Threads of one operator. OpenBLAS built with its own threads keeps a count of its own, which is set too.</summary>
    public static void set_num_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(num);
        Shim.shim_set_num_threads(num);
        Shim.shim_openblas_set_threads(num);
    }

    public static int get_num_interop_threads() => Shim.shim_get_num_interop_threads();

    /// <summary>Threads that run operators side by side; can be set once, before they are used.</summary>
    public static void set_num_interop_threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(num);
        TorchError.Check(Shim.shim_set_num_interop_threads(num));
    }
}
