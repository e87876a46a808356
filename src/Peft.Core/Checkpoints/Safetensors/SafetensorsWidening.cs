using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Peft.Checkpoints;

/// <summary>How the elements of a type that torch has not are turned into those of one that it has, without loss.</summary>
/// <param name="TorchType">The type of the result.</param>
/// <param name="Convert">Converts the bytes of as many elements as the target has room for; throws <see cref="OverflowException"/> if a value does not fit.</param>
internal sealed record SafetensorsWidening(ScalarType TorchType, SafetensorsWidening.Conversion Convert)
{
    /// <summary>Converts the elements in <paramref name="source"/> to those in <paramref name="target"/>.</summary>
    internal delegate void Conversion(ReadOnlySpan<byte> source, Span<byte> target);

    /// <summary>The widening for <paramref name="type"/>; <see langword="null"/> if there is none.</summary>
    internal static SafetensorsWidening? For(SafetensorsDType type) => type switch
    {
        SafetensorsDType.U16 => new(ScalarType.Int32, Widen<ushort, int>),
        SafetensorsDType.U32 => new(ScalarType.Int64, Widen<uint, long>),
        SafetensorsDType.U64 => new(ScalarType.Int64, Widen<ulong, long>),
        _ => Float8.Values(type) is float[] values ? new(ScalarType.Float32, (source, target) => LookUp(values, source, target)) : null,
    };

    private static void Widen<TFrom, TTo>(ReadOnlySpan<byte> source, Span<byte> target)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(source);
        Span<TTo> to = MemoryMarshal.Cast<byte, TTo>(target);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = TTo.CreateChecked(from[i]);
        }
    }

    private static void LookUp(float[] values, ReadOnlySpan<byte> source, Span<byte> target)
    {
        Span<float> to = MemoryMarshal.Cast<byte, float>(target);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = values[source[i]];
        }
    }
}
