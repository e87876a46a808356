using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number whose type the operator decides; converts from every .NET number.</summary>
public sealed unsafe class Scalar : IDisposable
{
    private readonly double[]? _complex;  // pinned: the value points into it

    private Scalar(Value value, torch.ScalarType type) => (Value, Type) = (value, type);

    private Scalar(torch.ScalarType type, Complex value)
    {
        _complex = GC.AllocateArray<double>(2, pinned: true);
        (_complex[0], _complex[1]) = (value.Real, value.Imaginary);
        Value = Value.Complex((double*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_complex, 0));
        Type = type;
    }

    public torch.ScalarType Type { get; }

    internal Value Value { get; }

    internal Complex AsComplex => _complex is null ? new Complex(AsDouble, 0) : new Complex(_complex[0], _complex[1]);

    internal double AsDouble => Value.Tag switch { Tag.Double => Value.Double, Tag.Complex => _complex![0], _ => Value.Int };

    internal long AsLong => Value.Tag == Tag.Double ? (long)Value.Double : Value.Tag == Tag.Complex ? (long)_complex![0] : Value.Int;

    public static implicit operator Scalar(byte value) => new(value, torch.ScalarType.Byte);

    public static implicit operator Scalar(sbyte value) => new(value, torch.ScalarType.Int8);

    public static implicit operator Scalar(short value) => new(value, torch.ScalarType.Int16);

    public static implicit operator Scalar(int value) => new(value, torch.ScalarType.Int32);

    public static implicit operator Scalar(long value) => new(value, torch.ScalarType.Int64);

    public static implicit operator Scalar(Half value) => new((double)value, torch.ScalarType.Float16);

    public static implicit operator Scalar(BFloat16 value) => new((double)value.ToSingle(), torch.ScalarType.BFloat16);

    public static implicit operator Scalar(float value) => new((double)value, torch.ScalarType.Float32);

    public static implicit operator Scalar(double value) => new(value, torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(value, torch.ScalarType.Bool);

    public static implicit operator Scalar((float, float) value) => new(torch.ScalarType.ComplexFloat32, new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => new(torch.ScalarType.ComplexFloat64, value);

    public void Dispose()
    {
        // Nothing native here; callers dispose because TorchSharp's own scalars are native.
    }
}
