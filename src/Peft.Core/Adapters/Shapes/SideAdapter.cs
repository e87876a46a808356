using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// A small network beside a model, which reads what the model's blocks give and stands in for it before the head. It is trained without a backward pass through the model. When it runs,
/// with which gradients, and everything else (which adapters are active, files) is the library's.
/// </summary>
/// <remarks>The names of <see cref="AdapterModule.Tensors"/> are whole keys in files.</remarks>
public abstract class SideAdapter : ModelAdapter
{
    /// <summary>Creates it.</summary>
    /// <param name="name">The type's name, for TorchSharp.</param>
    /// <param name="slot">Where the model asks for it.</param>
    protected SideAdapter(string name, SideSlot slot)
        : base(name, slot, slot.ParameterType, slot.Device)
    {
    }

    /// <summary>How many times narrower than the model's its blocks are.</summary>
    public abstract int ReductionFactor { get; }

    internal sealed override string Acting => "a side network";

    /// <summary>Its state before the first block.</summary>
    /// <param name="embedded">What the model gives its first block: (…, width).</param>
    /// <param name="isEncoder">Whether it is the first block of an encoder that a decoder follows.</param>
    /// <returns>A new tensor (…, width of the side network).</returns>
    internal protected abstract Tensor Begin(Tensor embedded, bool isEncoder);

    /// <summary>Its state after a block of the model.</summary>
    /// <param name="layer">The block, counted from 0.</param>
    /// <param name="hidden">What the block has given: (…, width).</param>
    /// <param name="state">The state so far.</param>
    /// <param name="run">Runs a block of the side network, which <see cref="SideSlot"/> made.</param>
    /// <returns>A new tensor like the state; null to leave it as it is.</returns>
    internal protected abstract Tensor? Step(int layer, Tensor hidden, Tensor state, Func<Module, Tensor, Tensor> run);

    /// <summary>What the side network's blocks beside a decoder attend to.</summary>
    /// <param name="state">The last state beside the encoder.</param>
    /// <returns>A new tensor (…, width of the side network).</returns>
    internal protected abstract Tensor EndEncoder(Tensor state);

    /// <summary>What the head is given.</summary>
    /// <param name="hidden">What it would be given without a side network: (…, width).</param>
    /// <param name="state">The last state.</param>
    /// <returns>A new tensor of the shape and type of <paramref name="hidden"/>.</returns>
    internal protected abstract Tensor End(Tensor hidden, Tensor state);
}
