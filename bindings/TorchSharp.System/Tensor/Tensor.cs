using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A multi-dimensional array of one element type, on one device.</summary>
    public partial class Tensor : IDisposable
    {
        private static long s_totalCount, s_peakCount;
        private nint _handle;

        internal Tensor(nint handle)
        {
            Own(handle);
            DisposeScopeManager.OfThread.Created(this);
        }

        /// <summary>Takes over the data of another tensor, and its place in its scope.</summary>
        private protected Tensor(Tensor data)
        {
            Own(data.DecoupleFromNativeHandle());
            DisposeScope.Replace(data, this);
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningDisposeScope { get; set; }

        internal int ScopeSlot { get; set; }

        /// <summary>The number of live tensors of all threads.</summary>
        public static long TotalCount => Interlocked.Read(ref s_totalCount);

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => Interlocked.Read(ref s_peakCount);

        public string? name { get; set; }

        /// <summary>The <c>at::Tensor*</c> of this tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed or its data taken over.</exception>
        public nint Handle
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");
        }

        public bool IsInvalid => _handle == 0;

        public static Tensor UnsafeCreateTensor(nint handle) => new(handle);

        /// <summary>Gives the native handle away; this object is invalid afterwards.</summary>
        public nint DecoupleFromNativeHandle()
        {
            nint handle = Handle;
            GC.SuppressFinalize(this);
            _handle = 0;
            Interlocked.Decrement(ref s_totalCount);
            return handle;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle == 0)
                return;
            Shim.shim_free(handle);
            Interlocked.Decrement(ref s_totalCount);
            if (!disposing)
                return;
            DisposeScopeManager.OfThread.Disposing(this);
            OwningDisposeScope?.MarkAsDisposed(this);
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null)
                other?.Attach(this);
            else
                OwningDisposeScope.MoveToOther(other, this);
            return this;
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        private void Own(nint handle)
        {
            _handle = handle;
            long count = Interlocked.Increment(ref s_totalCount);
            if (count > s_peakCount)
                s_peakCount = count;
        }
    }
}
