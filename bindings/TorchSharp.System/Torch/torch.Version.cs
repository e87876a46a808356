using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The version of libtorch that the native part was built for.</summary>
    public static string __version__
    {
        get
        {
            int version = Shim.shim_torch_version();
            return $"{version / 10000}.{version / 100 % 100}.{version % 100}";
        }
    }
}
