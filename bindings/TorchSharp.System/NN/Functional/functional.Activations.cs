using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Aten.relu_(x).alias() : Aten.relu(x);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Aten.silu_(x).alias() : Aten.silu(x);

            public static Tensor gelu(Tensor x) => Aten.gelu(x);

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                inplace ? Aten.gelu_(x, approximate.ToString()).alias() : Aten.gelu(x, approximate.ToString());

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.softmax_int(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Aten.log_softmax_int(x, dim);
        }
    }
}
