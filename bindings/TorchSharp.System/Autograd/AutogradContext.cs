// As in TorchSharp these signatures carry no nullable annotations: saved tensors and data may be null.
#nullable disable annotations
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>What a custom function keeps from its forward for its backward. It lives as long as the node in the graph.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> _data = [];
            private nint _native;
            private int _savedCount;

            internal AutogradContext()
            {
            }

            public bool MaterializeGrads { get; private set; } = true;

            internal IEnumerable<IDisposable> SavedDisposables => _data.Values.OfType<IDisposable>();

            private nint Native => _native != 0 ? _native : throw new ObjectDisposedException(nameof(AutogradContext), "The node of this context is not in a graph any more.");

            /// <summary>Saves inputs or outputs (or intermediates) of forward; to be called once.</summary>
            public void save_for_backward(List<Tensor> tensors)
            {
                Pass(tensors, &Shim.shim_context_save);
                _savedCount = tensors.Count;
            }

            /// <summary>The saved tensors, connected to the graph; null where null or a disposed tensor was saved.</summary>
            public List<Tensor> get_saved_variables()
            {
                var handles = new nint[_savedCount];
                int count;
                fixed (nint* p = handles)
                    count = TorchError.Check(Shim.shim_context_saved(Native, p, handles.Length));
                return handles.Take(count).Select(h => h == 0 ? null : new Tensor(h)).ToList();
            }

            /// <summary>Saves anything that is no tensor.</summary>
            public void save_data(string key, object value) => _data[key] = value;

            public object get_data(string key) => _data.GetValueOrDefault(key);

            /// <summary>Declares inputs that forward changed in place.</summary>
            public void mark_dirty(List<Tensor> tensors) => Pass(tensors, &Shim.shim_context_mark_dirty);

            /// <summary>Declares outputs that have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => Pass(tensors, &Shim.shim_context_mark_non_differentiable);

            /// <summary>Whether backward gets zeros (the default) or an invalid tensor for an output without gradient.</summary>
            public void set_materialize_grads(bool value)
            {
                Shim.shim_context_materialize_grads(Native, value ? 1 : 0);
                MaterializeGrads = value;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                _native = 0;
                _data.Clear();
            }

            internal void Attach(nint native) => _native = native;

            private void Pass(List<Tensor> tensors, delegate*<nint, nint*, int, int> receive)
            {
                fixed (nint* handles = Tensor.Handles(tensors.Select(t => t is { IsInvalid: false } ? t : null)))
                    TorchError.Check(receive(Native, handles, tensors.Count));
                GC.KeepAlive(tensors);
            }
        }
    }
}
