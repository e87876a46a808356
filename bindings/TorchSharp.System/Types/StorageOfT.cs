using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Storage on the CPU as a list of elements; or one number, to assign to a range of such a list.</summary>
    public sealed unsafe class Storage<T> : Storage, IDisposable, IEnumerable<T> where T : unmanaged
    {
        private readonly T _number;
        private readonly int _count;

        internal Storage(Tensor tensor) : base(tensor) => _count = checked((int)(nbytes() / (ulong)sizeof(T)));

        private Storage(Tensor tensor, T* first, int count) : base(tensor, (nint)first) => _count = count;

        private Storage(T number) => _number = number;

        public int Count => Elements.Length;

        public bool IsReadOnly => false;

        public Device device => Owner.device;

        private Tensor Owner => _tensor ?? throw new InvalidOperationException("This storage is a number to assign, or was disposed.");

        private Span<T> Elements => Owner.device_type == DeviceType.CPU ? new((void*)data_ptr(), _count)
            : throw new InvalidOperationException($"The elements are on '{Owner.device}'. help: call cpu() first.");

        public T this[int index]
        {
            get
            {
                T value = Elements[index];
                GC.KeepAlive(this);
                return value;
            }
            set
            {
                Elements[index] = value;
                GC.KeepAlive(this);
            }
        }

        /// <summary>A part of the same memory; a number assigned fills it.</summary>
        public Storage<T> this[Range range]
        {
            get
            {
                var (start, length) = range.GetOffsetAndLength(Count);
                return new Storage<T>(Owner, (T*)data_ptr() + start, length);
            }
            set => Elements[range].Fill(value._tensor is null ? value._number : throw new InvalidOperationException("Only a number can be assigned to a part of a storage."));
        }

        public Storage<T> this[(int? start, int? end) range]
        {
            get => this[(range.start ?? 0)..(range.end ?? Count)];
            set => this[(range.start ?? 0)..(range.end ?? Count)] = value;
        }

        public static implicit operator Storage<T>(T value) => new(value);

        public override int element_size() => sizeof(T);

        public Storage<T> cpu() => Of<T>(Owner.cpu());

        public Storage<T> cuda(Device? device = null) => Of<T>(Owner.cuda(device));

        public void fill_(T value) => Elements.Fill(value);

        public void copy_(IList<T> array) => CopyFrom(array, 0);

        /// <summary>Copies as many elements as there are and fit.</summary>
        public void CopyTo(IList<T> array, int arrayIndex)
        {
            for (int i = 0; i < Math.Min(Count, array.Count - arrayIndex); i++)
                array[arrayIndex + i] = this[i];
        }

        /// <summary>Overwrites as many elements as there are and are given.</summary>
        public void CopyFrom(IList<T> array, int arrayIndex)
        {
            for (int i = 0; i < Math.Min(Count, array.Count - arrayIndex); i++)
                this[i] = array[arrayIndex + i];
        }

        public T[] ToArray() => Elements.ToArray();

        public IList<T> tolist() => ToArray();

        public bool Contains(T item) => IndexOf(item) >= 0;

        public int IndexOf(T item) => Array.IndexOf(ToArray(), item);

        public IEnumerator<T> GetEnumerator() => ToArray().AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Lets go of the tensor, without disposing it.</summary>
        public void Dispose()
        {
            _tensor = null!;
            _tensor_data_ptr = 0;
        }
    }
}
