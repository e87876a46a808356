using static TorchSharp.torch;

namespace Peft.Recomputation;

/// <summary>An input of a segment between forward and backward.</summary>
/// <param name="Saved">What the graph keeps of it; null if it is in a file.</param>
internal sealed record KeptTensor(Tensor? Saved)
{
    private TensorFile? _file;
    private Device _device = CPU;
    private bool _needsGradient;

    /// <summary>Keeps a tensor. What needs no gradient stays where it is: segments share such tensors, as masks.</summary>
    internal static KeptTensor Keep(Tensor input, CheckpointingOptions options)
    {
        bool moves = input.requires_grad && (options.Storage == ActivationStorage.File || (options.Storage == ActivationStorage.Host && input.device.type != TorchSharp.DeviceType.CPU));
        var file = moves && options.Storage == ActivationStorage.File ? TensorFile.Write(input, options.Folder) : null;
        return new KeptTensor(file is not null ? null : moves ? input.cpu() : input) { _file = file, _device = input.device, _needsGradient = input.requires_grad };
    }

    /// <summary>A leaf with the same values, where they were.</summary>
    /// <param name="saved"><see cref="Saved"/>, as the graph gives it back.</param>
    internal Tensor Restore(Tensor? saved)
    {
        using var scope = NewDisposeScope();
        var values = _file?.Read() ?? saved!.detach();
        return values.to(_device).requires_grad_(_needsGradient).MoveToOuterDisposeScope();
    }
}
