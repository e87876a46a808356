using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

internal enum Tag
{
    Default, None, Tensor, Int, Double, Bool, String, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, Device, Complex, Generator,
}

/// <summary>
/// One argument or result of an operator. <c>default</c> means "what the schema says"; a null converts to None.
/// Lists and strings point to memory that the caller keeps pinned during the call, tensors to handles it keeps alive.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal readonly unsafe struct Value
{
    [FieldOffset(0)] internal readonly Tag Tag;
    [FieldOffset(4)] internal readonly int Count;
    [FieldOffset(8)] internal readonly long Int;
    [FieldOffset(8)] internal readonly double Double;
    [FieldOffset(8)] internal readonly nint Pointer;

    private Value(Tag tag, long value) : this() => (Tag, Int) = (tag, value);

    private Value(double value) : this() => (Tag, Double) = (Tag.Double, value);

    private Value(Tag tag, void* list, int count) : this() => (Tag, Count, Pointer) = (tag, count, (nint)list);

    internal static Value None => new(Tag.None, 0);

    internal bool Boolean => Int != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Value(torch.Tensor? tensor) => tensor is null ? None : new Value(Tag.Tensor, tensor.Handle);

    public static implicit operator Value(long value) => new(Tag.Int, value);

    public static implicit operator Value(long? value) => value is long v ? v : None;

    public static implicit operator Value(double value) => new(value);

    public static implicit operator Value(double? value) => value is double v ? v : None;

    public static implicit operator Value(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Value(bool? value) => value is bool v ? v : None;

    public static implicit operator Value(torch.ScalarType? value) => value is torch.ScalarType v ? (long)v : None;

    public static implicit operator Value(Scalar? scalar) => scalar is null ? None : scalar.Value;

    public static implicit operator Value(torch.Device? device) => device is null ? None : new Value(Tag.Device, (void*)(nint)(int)device.type, device.index);

    public static implicit operator Value(torch.Generator? generator) => generator is null ? None : new Value(Tag.Generator, generator.Handle);

    internal static Value Complex(double* parts) => new(Tag.Complex, parts, 2);

    internal static Value List(long* items, long[]? list) => list is null ? None : new Value(Tag.IntList, items, list.Length);

    internal static Value List(double* items, double[]? list) => list is null ? None : new Value(Tag.DoubleList, items, list.Length);

    internal static Value List(bool* items, bool[]? list) => list is null ? None : new Value(Tag.BoolList, items, list.Length);

    internal static Value String(byte* utf8, byte[]? text) => text is null ? None : new Value(Tag.String, utf8, text.Length);

    internal static Value Tensors(nint* handles, int count) => new(Tag.TensorList, handles, count);

    internal static Value OptionalTensors(nint* handles, int count) => new(Tag.OptionalTensorList, handles, count);
}
