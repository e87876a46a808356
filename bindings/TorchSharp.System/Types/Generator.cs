using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A random number generator.</summary>
    public class Generator : IDisposable
    {
        private nint _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            if (device is not null && device.type != DeviceType.CPU)
                throw new ArgumentException($"A generator on '{device}' is not available: this libtorch runs on the CPU.", nameof(device));
            _handle = TorchError.Check(Shim.shim_new_generator(seed));
        }

        private Generator(nint handle) => _handle = handle;

        ~Generator() => Dispose(false);

        /// <summary>The generator used where none is given: a new wrapper each time.</summary>
        public static Generator Default => new(TorchError.Check(Shim.shim_default_generator()));

        public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device => CPU;

        public Generator manual_seed(long seed)
        {
            TorchError.Check(Shim.shim_generator_set_seed(Handle, (ulong)seed));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>Seeds from a non-deterministic source and returns that seed.</summary>
        public long seed()
        {
            long value = Random.Shared.NextInt64();
            manual_seed(value);
            return value;
        }

        public long initial_seed()
        {
            long value = (long)Shim.shim_generator_initial_seed(Handle);
            GC.KeepAlive(this);
            return value;
        }

        public Tensor get_state()
        {
            var state = new Tensor(TorchError.Check(Shim.shim_generator_state(Handle)));
            GC.KeepAlive(this);
            return state;
        }

        public void set_state(Tensor value)
        {
            TorchError.Check(Shim.shim_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
                Shim.shim_free_generator(handle);
        }
    }
}
