using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => Aten.clone(this);

        public Tensor contiguous() => Aten.contiguous(this);

        /// <summary>A copy in memory that an accelerator can read by itself.</summary>
        public Tensor pin_memory() => Aten.pin_memory(this);

        public bool is_pinned() => Aten.is_pinned(this);

        /// <summary>The same data outside the graph.</summary>
        public Tensor detach() => Aten.detach(this);

        public Tensor detach_() => Aten.detach_(this);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => Aten.copy_(this, source, nonBlocking);

        public Tensor fill_(Scalar value) => Aten.fill__Scalar(this, value);

        public Tensor zero_() => Aten.zero_(this);

        /// <summary>Takes the storage, shape and strides of a tensor of the same type; the handle stays.</summary>
        public Tensor set_(Tensor source) => Aten.set__source_Tensor(this, source);
    }

    public static Tensor clone(Tensor input) => input.clone();
}
