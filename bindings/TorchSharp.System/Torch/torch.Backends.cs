using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class backends
    {
        public static partial class cuda
        {
            public static partial class matmul
            {
                /// <summary>Whether matrix products of single precision may round their factors to 10 bits.</summary>
                public static bool allow_tf32
                {
                    get => TorchError.Check(Shim.shim_allow_tf32(0)) != 0;
                    set => TorchError.Check(Shim.shim_set_allow_tf32(0, value ? 1 : 0));
                }
            }
        }

        public static partial class cudnn
        {
            /// <summary>Whether convolutions of single precision may round their factors to 10 bits, as they do by default.</summary>
            public static bool allow_tf32
            {
                get => TorchError.Check(Shim.shim_allow_tf32(1)) != 0;
                set => TorchError.Check(Shim.shim_set_allow_tf32(1, value ? 1 : 0));
            }
        }
    }
}
