using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>Something that an optimizer remembers about a parameter, by name.</summary>
/// <param name="Spec">Its name, type and shape.</param>
/// <param name="Read">Copies it to the CPU, into the current dispose scope.</param>
internal sealed record StatePart(SafetensorSpec Spec, Func<Tensor> Read)
{
    internal StatePart(string name, ScalarType type, long[] shape, Func<Tensor> read) : this(new SafetensorSpec(name, type, shape), read)
    {
    }

    internal static StatePart? Of(string name, Tensor? tensor) => tensor is null ? null : new(name, tensor.dtype, tensor.shape, () => tensor.to(CPU, copy: true));
}
