using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_complex(Tensor input) => is_complex(input.dtype);
    public static bool is_floating_point(Tensor input) => is_floating_point(input.dtype);
    public static bool is_integral(Tensor t) => is_integral(t.dtype);
    public static bool is_tensor(object obj) => obj is Tensor;

    public static long numel(Tensor input) => input.numel();

    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) => Aten.result_type_Tensor(tensor1, tensor2);
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => Aten.promote_types(type1, type2);
    public static bool can_cast(ScalarType from, ScalarType to) => Aten.can_cast(from, to);

    public static long max_int_value(ScalarType type) => type switch
    {
        ScalarType.Byte => byte.MaxValue,
        ScalarType.Int8 => sbyte.MaxValue,
        ScalarType.Int16 => short.MaxValue,
        ScalarType.Int32 => int.MaxValue,
        ScalarType.Int64 => long.MaxValue,
        _ => throw new ArgumentException($"{type} is not an integral type.", nameof(type)),
    };
}
