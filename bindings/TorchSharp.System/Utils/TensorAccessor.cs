using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, in row-major order whatever its strides; writes reach the tensor.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly long[] _shape, _strides;
    private readonly bool _contiguous;
    private torch.Tensor? _tensor;  // keeps the memory
    private T* _data;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        (_tensor, _shape, _strides, _contiguous) = (tensor, tensor.shape, tensor.stride(), tensor.is_contiguous());
        _data = (T*)tensor.DataPointer;
        Count = tensor.NumberOfElements;
    }

    public long Count { get; private set; }

    public bool IsReadOnly => false;

    /// <summary>One index counts in row-major order; several are one for each dimension.</summary>
    public T this[params long[] indices]
    {
        get
        {
            T value = *Element(indices);
            GC.KeepAlive(this);
            return value;
        }
        set
        {
            *Element(indices) = value;
            GC.KeepAlive(this);
        }
    }

    internal static T ReadItemAt(torch.Tensor tensor, long index)
    {
        tensor.ValidateType(typeof(T));
        using var accessor = new TensorAccessor<T>(tensor);
        return accessor[index];
    }

    /// <summary>A flat copy.</summary>
    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result);
        return result;
    }

    /// <summary>A copy with the tensor's dimensions; of one dimension where the tensor has none.</summary>
    public Array ToNDArray()
    {
        var result = Array.CreateInstance(typeof(T), _shape.Length == 0 ? [1] : _shape);
        CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(result)), checked((int)Count)));
        return result;
    }

    /// <summary>Copies elements from <paramref name="tensorIndex"/> on, as many as there are and fit.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyTo(T[], int, long)"/>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..Fitting(array.Length, arrayIndex, tensorIndex)];
        if (_contiguous)
            new ReadOnlySpan<T>(_data + tensorIndex, target.Length).CopyTo(target);
        else
            for (int i = 0; i < target.Length; i++)
                target[i] = _data[Offset(tensorIndex + i)];
        GC.KeepAlive(this);
    }

    /// <summary>Overwrites elements from <paramref name="tensorIndex"/> on, as many as there are and are given.</summary>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyFrom(T[], int, long)"/>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..Fitting(array.Length, arrayIndex, tensorIndex)];
        if (_contiguous)
            source.CopyTo(new Span<T>(_data + tensorIndex, source.Length));
        else
            for (int i = 0; i < source.Length; i++)
                _data[Offset(tensorIndex + i)] = source[i];
        GC.KeepAlive(this);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && Count == other.Count && (_data == other._data || this.SequenceEqual(other));

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left.Equals(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !left.Equals(right);

    /// <summary>Lets go of the tensor, without disposing it.</summary>
    public void Dispose()
    {
        _tensor = null;
        _data = null;
        Count = 0;
    }

    private T* Element(long[] indices)
    {
        ObjectDisposedException.ThrowIf(_tensor is null, this);
        return _data + (indices.Length == 1 ? Offset(Checked(indices[0], Count)) : Offset(indices));
    }

    private long Offset(long index)
    {
        if (_contiguous)
            return index;
        long offset = 0;
        for (int i = _shape.Length - 1; i >= 0; i--)
        {
            (index, long remainder) = Math.DivRem(index, _shape[i]);
            offset += remainder * _strides[i];
        }
        return offset;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length != _shape.Length)
            throw new ArgumentException($"{indices.Length} indices given for a tensor of {_shape.Length} dimensions.");
        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
            offset += Checked(indices[i], _shape[i]) * _strides[i];
        return offset;
    }

    private static long Checked(long index, long count) =>
        index >= 0 && index < count ? index : throw new IndexOutOfRangeException($"The index {index} is outside a dimension of {count}.");

    private int Fitting(int length, int arrayIndex, long tensorIndex)
    {
        ObjectDisposedException.ThrowIf(_tensor is null, this);
        if (tensorIndex < 0 || tensorIndex > Count)
            throw new ArgumentOutOfRangeException(nameof(tensorIndex));
        return (int)Math.Min(length, arrayIndex + Count - tensorIndex);
    }
}
