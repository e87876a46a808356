using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>What the parts of one adapter at all its layers share. In files its tensors have names without a path: <c>base_model.</c> and the key.</summary>
public abstract class SharedTensors : AdapterModule
{
    /// <summary>Creates it.</summary>
    /// <param name="name">The type's name, for TorchSharp.</param>
    /// <param name="type">The element type of what it trains.</param>
    /// <param name="device">Where its tensors are.</param>
    protected SharedTensors(string name, ScalarType type, Device device)
        : base(name, type, device)
    {
    }
}
