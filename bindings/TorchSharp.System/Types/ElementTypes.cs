using System.Numerics;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Dictionary<Type, ScalarType> s_elementTypes = new()
    {
        [typeof(bool)] = ScalarType.Bool,
        [typeof(byte)] = ScalarType.Byte,
        [typeof(sbyte)] = ScalarType.Int8,
        [typeof(short)] = ScalarType.Int16,
        [typeof(int)] = ScalarType.Int32,
        [typeof(long)] = ScalarType.Int64,
        [typeof(Half)] = ScalarType.Float16,
        [typeof(BFloat16)] = ScalarType.BFloat16,
        [typeof(float)] = ScalarType.Float32,
        [typeof(double)] = ScalarType.Float64,
        [typeof((float, float))] = ScalarType.ComplexFloat32,
        [typeof(Complex)] = ScalarType.ComplexFloat64,
    };

    private static ScalarType ToScalarType(Type type) =>
        s_elementTypes.TryGetValue(type, out var result) ? result : throw new NotSupportedException($"The type {type.FullName} is not a tensor's element type.");

    private static bool IsReadable(ScalarType dtype) => s_elementTypes.ContainsValue(dtype);

    /// <summary>Types without a .NET counterpart (quantized ones, numbers that only libtorch knows) can be read as anything.</summary>
    private static bool IsReadableAs(ScalarType dtype, Type type) =>
        !IsReadable(dtype) || (s_elementTypes.TryGetValue(type, out var own) && own == dtype);
}
