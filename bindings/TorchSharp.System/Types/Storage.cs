using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The memory behind a tensor. A class derived from this one reaches the memory of any type on any device.</summary>
    public abstract class Storage
    {
        /// <summary>Keeps the memory.</summary>
        protected Tensor _tensor = null!;

        protected nint _tensor_data_ptr;

        protected Storage()
        {
        }

        protected Storage(Tensor tensor) : this(tensor, 0)
        {
        }

        protected Storage(Tensor tensor, nint data_ptr)
        {
            _tensor = tensor;
            _tensor_data_ptr = data_ptr;
            this.data_ptr();
        }

        /// <summary>The storage of a tensor, or that of its values converted to <typeparamref name="T"/>.</summary>
        internal static Storage<T> Of<T>(Tensor tensor) where T : unmanaged => new(tensor.to_type(ToScalarType(typeof(T))));

        protected static Tensor CreateTypedTensor<T>(ScalarType dtype, IList<T> rawArray) => CopyOf(ArrayOf(rawArray), dtype, null, false, null);

        /// <summary>The first byte of the storage, wherever in it the tensor begins.</summary>
        public unsafe nint data_ptr()
        {
            if (_tensor_data_ptr == 0)
                _tensor_data_ptr = (nint)(_tensor.DataPointer - (_tensor.storage_offset() * _tensor.ElementSize));
            return _tensor_data_ptr;
        }

        public ulong nbytes()
        {
            long bytes = Shim.shim_storage_bytes(_tensor.Handle);
            if (bytes < 0)
                TorchError.Throw();
            GC.KeepAlive(_tensor);
            return (ulong)bytes;
        }

        public abstract int element_size();

        public Storage<bool> @bool() => Of<bool>(_tensor);

        public Storage<byte> @byte() => Of<byte>(_tensor);

        public Storage<char> @char() => Of<char>(_tensor);

        public Storage<int> @int() => Of<int>(_tensor);

        public Storage<long> @long() => Of<long>(_tensor);

        public Storage<float> @float() => Of<float>(_tensor);

        public Storage<double> @double() => Of<double>(_tensor);

        public Storage<(float, float)> complex_float() => Of<(float, float)>(_tensor);

        public Storage<System.Numerics.Complex> complex_double() => Of<System.Numerics.Complex>(_tensor);
    }

    public static bool is_storage(object obj) => obj is Storage;

    public partial class Tensor
    {
        /// <summary>The elements in the order of memory; converted where <typeparamref name="T"/> is not this tensor's type.</summary>
        public Storage<T> storage<T>() where T : unmanaged => Storage.Of<T>(this);

        /// <summary>Where in its storage this tensor begins, in elements.</summary>
        public long storage_offset()
        {
            long offset = Shim.shim_storage_offset(Handle);
            if (offset < 0)
                TorchError.Throw();
            GC.KeepAlive(this);
            return offset;
        }
    }
}
