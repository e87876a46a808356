// As in TorchSharp these signatures carry no nullable annotations: entries of the lists may be null.
#nullable disable annotations
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe partial class autograd
    {
        /// <summary>The gradients of the sum of outputs by each input; nothing is added to <see cref="Tensor.grad"/>.</summary>
        /// <returns>One tensor per input; where an input was not used, and that is allowed, one that <see cref="Tensor.IsInvalid"/>.</returns>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            CheckCount(outputs, grad_outputs, nameof(grad_outputs));
            var gradients = new nint[inputs.Count];
            fixed (nint* roots = Tensor.Handles(outputs), weights = Tensor.Handles(grad_outputs), leaves = Tensor.Handles(inputs), results = gradients)
                TorchError.Check(Shim.shim_grad_of(roots, outputs.Count, weights, leaves, inputs.Count, Bit(retain_graph), Bit(create_graph), Bit(allow_unused), results));
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return gradients.Select(Tensor.OrUndefined).ToList();
        }

        /// <summary>Adds the gradients of tensors, weighted by grad_tensors, to <see cref="Tensor.grad"/> of the leaves, or of the given inputs only.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null)
        {
            CheckCount(tensors, grad_tensors, nameof(grad_tensors));
            fixed (nint* roots = Tensor.Handles(tensors), weights = Tensor.Handles(grad_tensors), leaves = Tensor.Handles(inputs))
                TorchError.Check(Shim.shim_backward(roots, tensors.Count, weights, Bit(retain_graph ?? create_graph), Bit(create_graph), leaves, inputs?.Count ?? 0));
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        private static int Bit(bool value) => value ? 1 : 0;

        private static void CheckCount(IList<Tensor> roots, IList<Tensor> weights, string name)
        {
            if (weights is { Count: > 0 } && weights.Count != roots.Count)
                throw new ArgumentException($"{roots.Count} tensors to differentiate but {weights.Count} gradients for them. help: pass one for each, null for a scalar.", name);
        }
    }
}
