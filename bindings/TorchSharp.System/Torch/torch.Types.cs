using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => Aten.result_type_Tensor(tensor1, tensor2);
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => Aten.promote_types(type1, type2);
    public static bool can_cast(ScalarType from, ScalarType to) => Aten.can_cast(from, to);
}
