using Peft.Adapters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>The place of a model beside which a side network stands.</summary>
public abstract class SideSlot : ModelSlot
{
    private readonly Module _model;

    private protected SideSlot(SideShape shape, Module model)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(model);
        (Shape, _model) = (shape, model);
    }

    /// <summary>The model's sizes.</summary>
    public SideShape Shape { get; }

    /// <summary>Where the model is.</summary>
    public Device Device => AnyWeight.device;

    /// <summary>The type of what is trained: single precision, or double if the model has it.</summary>
    public ScalarType ParameterType => AnyWeight.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>Makes a block of a side network.</summary>
    /// <param name="block">Which, and how narrow.</param>
    public abstract Module MakeBlock(SideBlock block);

    /// <summary>Which features of the model a side network keeps whose blocks are <see cref="SideStart.Pruned"/>, in order; null if the model does not say.</summary>
    /// <param name="reductionFactor">How many times fewer they are.</param>
    public abstract IReadOnlyList<long>? KeptFeatures(int reductionFactor);

    private Tensor AnyWeight => _model.parameters().Concat(_model.buffers()).First();
}

/// <summary>
/// The place of a model beside which a side network of blocks of one class stands. The model makes it once; in each forward it says when it begins, what each block gives, and what the head is
/// about to be given, and takes for that what the side network gives.
/// </summary>
/// <typeparam name="TBlock">The class of the side network's blocks: the model's own, or one like it.</typeparam>
public sealed class SideSlot<TBlock> : SideSlot
    where TBlock : Module
{
    private readonly Func<SideBlock, TBlock> _make;
    private readonly Func<int, IReadOnlyList<long>>? _keep;

    /// <summary>Makes the place.</summary>
    /// <param name="shape">The model's sizes.</param>
    /// <param name="model">The model.</param>
    /// <param name="make">Makes a block of the side network.</param>
    /// <param name="keep">Which features of the model pruned blocks keep, in order, by the reduction factor; null if it makes no pruned blocks.</param>
    public SideSlot(SideShape shape, Module model, Func<SideBlock, TBlock> make, Func<int, IReadOnlyList<long>>? keep = null)
        : base(shape, model)
    {
        ArgumentNullException.ThrowIfNull(make);
        (_make, _keep) = (make, keep);
    }

    /// <inheritdoc/>
    public override Module MakeBlock(SideBlock block) => _make(block);

    /// <inheritdoc/>
    public override IReadOnlyList<long>? KeptFeatures(int reductionFactor) => _keep?.Invoke(reductionFactor);

    /// <summary>
    /// The model is about to run its first block. If a side network acts, the model computes without gradients from here to <see cref="SidePass{TBlock}.End"/>: of what trains, only the side network gets any.
    /// </summary>
    /// <remarks>An encoder and a decoder have a pass each. That of the encoder ends with <see cref="SidePass{TBlock}.EndEncoder"/>.</remarks>
    /// <param name="embedded">What it gives its first block: (…, width).</param>
    /// <param name="isEncoder">Whether that is the first block of an encoder that a decoder follows.</param>
    /// <returns>To be disposed at the end of the forward; null if no side network acts.</returns>
    /// <exception cref="AdapterStateException">Two side networks act, another adapter is to be trained at the same time, or this one trains parameters whole that the model has used so far.</exception>
    public SidePass<TBlock>? Begin(Tensor embedded, bool isEncoder = false)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        if (Ask() is not { } adapters)
            return null;
        using var acting = adapters.Choose();
        var all = acting.Choice.OnAllRows ?? [];
        if (all.FirstOrDefault(a => a.OfModel is SideAdapter) is not { } side)
            return null;
        var other = all.FirstOrDefault(a => a != side && (a.OfModel is SideAdapter || (a.Trainable && is_grad_enabled())));
        if (other is { OfModel: SideAdapter })
            throw new AdapterStateException(other.Name, $"it acts by a side network, as '{side.Name}' does, and the model has one head.", "Make one of them active at a time.");
        if (other is not null)
            throw new AdapterStateException(other.Name, $"it cannot be trained while '{side.Name}' acts: no gradients pass through a model that has a side network.", "Train one first, then load it with trainable: false beside the other.");
        var network = (SideAdapter)side.OfModel!;
        if (embedded.requires_grad && side.Trainable && !side.Trained.IsEmpty)
            throw SidePass<TBlock>.NoGradients(side.Name, $"what the first block is given (one of {string.Join(", ", side.Trained.Uses.Select(use => $"'{use.Key}'"))})");
        using var detached = embedded.detach();
        return new SidePass<TBlock>(side, network, network.Begin(detached, isEncoder), acting.Keep());
    }
}
