using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private Tensor() => GC.SuppressFinalize(this);

        /// <summary>Adds the gradients of this scalar to <see cref="grad"/> of the leaves it was computed from, and frees the graph.</summary>
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>A tensor object without a tensor (<see cref="IsInvalid"/>): what autograd gives where there is no gradient.</summary>
        internal static Tensor Undefined() => new();

        internal static Tensor OrUndefined(nint handle) => handle == 0 ? Undefined() : new Tensor(handle);

        /// <summary>The handles of a list of tensors, 0 for null; null for no list.</summary>
        internal static nint[]? Handles(IEnumerable<Tensor?>? tensors) => tensors?.Select(t => t is null ? 0 : t.Handle).ToArray();
    }
}
