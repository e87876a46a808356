using Peft.Attachment;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// One method's virtual tokens for a model: vectors that stand before its embedded tokens, or keys and values that stand before those of its layers. Everything else (several
/// adapters, which are active, files) is the library's.
/// </summary>
/// <remarks>The names of <see cref="AdapterModule.Tensors"/> are whole keys in files.</remarks>
public abstract class PromptAdapter : ModelAdapter
{
    /// <summary>Creates it.</summary>
    /// <param name="name">The type's name, for TorchSharp.</param>
    /// <param name="slot">Where the virtual tokens enter the model.</param>
    protected PromptAdapter(string name, PromptSlot slot)
        : base(name, slot, slot.ParameterType, slot.Device) => Shape = slot.Shape;

    /// <summary>The model's sizes.</summary>
    public PromptShape Shape { get; }

    internal sealed override string Acting => "virtual tokens";

    // Around a model with virtual tokens PEFT has one module less.
    internal sealed override string Prefix => AdapterCheckpoint.SharedPrefix;

    /// <summary>Vectors that stand before the embedded tokens.</summary>
    /// <param name="batch">The number of rows.</param>
    /// <param name="sequence">0, or 1 for the decoder that follows an encoder.</param>
    /// <returns>(batch, virtual tokens, width), in any floating-point type; null for none.</returns>
    internal protected virtual Tensor? Vectors(long batch, int sequence) => null;

    /// <summary>Keys and values that stand before those of the tokens; of an encoder and a decoder, before the decoder's.</summary>
    /// <param name="batch">The number of rows.</param>
    /// <returns>For each layer keys and values: (batch, key heads, virtual tokens, head width), in any floating-point type; null for none.</returns>
    internal protected virtual IReadOnlyList<(Tensor Keys, Tensor Values)>? Past(long batch) => null;
}
