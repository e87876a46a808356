using System.Collections;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The first element; null without elements.</summary>
        internal unsafe byte* DataPointer
        {
            get
            {
                nint pointer = Shim.shim_data(Handle);
                if (pointer == 0 && NumberOfElements > 0)
                    TorchError.Throw();
                GC.KeepAlive(this);
                return (byte*)pointer;
            }
        }

        /// <summary>The memory itself, not a copy: contiguous tensors on the CPU of at most 2 GB.</summary>
        public unsafe Span<byte> bytes
        {
            get => new(DataPointer, checked((int)ContiguousBytes(int.MaxValue)));
            set
            {
                if (ContiguousBytes(long.MaxValue) != value.Length)
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(new Span<byte>(DataPointer, value.Length));
            }
        }

        /// <summary>Element by element access: to the tensor's own memory on the CPU, else to a copy.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the .NET type of <see cref="dtype"/>.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>The only element.</summary>
        /// <exception cref="ArgumentException">There is not exactly one element, or <typeparamref name="T"/> is not the .NET type of <see cref="dtype"/>.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            ValidateType(typeof(T));
            if (device_type != DeviceType.CPU)
            {
                using var copy = cpu();
                return copy.item<T>();
            }
            T value = *(T*)DataPointer;
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The only element, whatever its type.</summary>
        public Scalar ToScalar() => Aten.item(this);

        public double ReadCpuDouble(long i) => TensorAccessor<double>.ReadItemAt(this, i);

        public float ReadCpuSingle(long i) => TensorAccessor<float>.ReadItemAt(this, i);

        public int ReadCpuInt32(long i) => TensorAccessor<int>.ReadItemAt(this, i);

        public long ReadCpuInt64(long i) => TensorAccessor<long>.ReadItemAt(this, i);

        public byte ReadCpuByte(long i) => TensorAccessor<byte>.ReadItemAt(this, i);

        public sbyte ReadCpuSByte(long i) => TensorAccessor<sbyte>.ReadItemAt(this, i);

        public short ReadCpuInt16(long i) => TensorAccessor<short>.ReadItemAt(this, i);

        public bool ReadCpuBool(long i) => TensorAccessor<bool>.ReadItemAt(this, i);

        public float ReadCpuFloat16(long i) => (float)TensorAccessor<Half>.ReadItemAt(this, i);

        public float ReadCpuBFloat16(long i) => TensorAccessor<BFloat16>.ReadItemAt(this, i).ToSingle();

        public T ReadCpuValue<T>(long i) where T : unmanaged => TensorAccessor<T>.ReadItemAt(this, i);

        /// <summary>Scalars, in lists as deep as there are dimensions.</summary>
        public object tolist()
        {
            if (Dimensions == 0)
                return ToScalar();
            using var scope = NewDisposeScope();
            return new ArrayList(unbind().Select(part => part.tolist()).ToArray());
        }

        /// <summary>Writes the elements as they lie in memory, of any size.</summary>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            long left = ContiguousBytes(long.MaxValue);
            for (byte* from = DataPointer; left > 0;)
            {
                int count = (int)Math.Min(left, bufferSize);
                stream.Write(new ReadOnlySpan<byte>(from, count));
                from += count;
                left -= count;
            }
            GC.KeepAlive(this);
        }

        /// <summary>Reads what <see cref="WriteBytesToStream"/> wrote into this tensor's memory.</summary>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            long left = ContiguousBytes(long.MaxValue);
            for (byte* to = DataPointer; left > 0;)
            {
                int count = (int)Math.Min(left, bufferSize);
                stream.ReadExactly(new Span<byte>(to, count));
                to += count;
                left -= count;
            }
            GC.KeepAlive(this);
        }

        internal void ValidateType(Type type)
        {
            if (!IsReadableAs(dtype, type))
                throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }

        private long ContiguousBytes(long limit)
        {
            if (!is_contiguous())
                throw new InvalidOperationException("The bytes of a non-contiguous tensor are not in order. help: call contiguous() first.");
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            long size = NumberOfElements * ElementSize;
            return size <= limit ? size : throw new ArgumentException("Span only supports up to int.MaxValue elements.");
        }
    }
}
