using Peft.Attachment;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>An adapter's part that belongs to the model and to no layer of it.</summary>
/// <remarks>Its shapes are <see cref="PromptAdapter"/> and <see cref="SideAdapter"/>.</remarks>
public abstract class ModelAdapter : AdapterModule
{
    private protected ModelAdapter(string name, ModelSlot slot, ScalarType type, Device device)
        : base(name, type, device) => Slot = slot;

    /// <summary>What <see cref="PeftModel.SaveAdapter"/> writes: <see cref="AdapterModule.Tensors"/>, or new ones if a file has another form.</summary>
    public virtual IReadOnlyDictionary<string, Tensor> TensorsToSave => Tensors;

    /// <summary>Where the model asks for it.</summary>
    internal ModelSlot Slot { get; }

    /// <summary>What it is that acts, for messages.</summary>
    internal abstract string Acting { get; }

    /// <summary>Stands in files before the paths of parameters of the model that are trained with it.</summary>
    internal virtual string Prefix => AdapterCheckpoint.Prefix;
}
