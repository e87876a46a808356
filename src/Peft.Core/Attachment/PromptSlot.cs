using Peft.Adapters;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>
/// The place of a model where virtual tokens enter. The model makes it once and asks it in every forward that begins a sequence what stands before the input;
/// without an adapter that has virtual tokens the answer is null, and the model computes what it always did.
/// </summary>
/// <remarks>
/// A model that puts <see cref="Vectors"/> before its embedded tokens, or takes <see cref="Past"/> for keys and values of tokens before the first, also has to
/// lengthen the attention mask by as many ones at the front, and to count positions from there. Its output may have the virtual positions too. What acts is what the
/// thread has chosen, as of all adapters.
/// </remarks>
public sealed class PromptSlot : ModelSlot
{
    /// <summary>Makes the place.</summary>
    /// <param name="shape">The model's sizes.</param>
    /// <param name="embedding">What embeds tokens: ids (…) → (…, <see cref="PromptShape.Width"/>).</param>
    public PromptSlot(PromptShape shape, Module<Tensor, Tensor> embedding)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(embedding);
        (Shape, Embedding) = (shape, embedding);
    }

    /// <summary>The model's sizes.</summary>
    public PromptShape Shape { get; }

    /// <summary>What embeds the model's tokens.</summary>
    public Module<Tensor, Tensor> Embedding { get; }

    /// <summary>Where the model is.</summary>
    public Device Device => AnyWeight.device;

    /// <summary>The type of what is trained: single precision, or double if the model has it.</summary>
    public ScalarType ParameterType => AnyWeight.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>Vectors to put before embedded tokens.</summary>
    /// <param name="batch">The number of rows.</param>
    /// <param name="type">The type of the embedded tokens.</param>
    /// <param name="sequence">0, or 1 for the decoder that follows an encoder.</param>
    /// <returns>(batch, virtual tokens, width), in the order in which the adapters act; null if there are none.</returns>
    public Tensor? Vectors(long batch, ScalarType type, int sequence = 0)
    {
        if (Ask() is not { } adapters)
            return null;
        using var acting = adapters.Choose();
        using var scope = NewDisposeScope();
        List<Tensor> parts = [.. PartsOf<PromptAdapter>(acting.Choice).Select(p => p.Vectors(batch, sequence)).OfType<Tensor>()];
        return parts.Count == 0 ? null : Join(parts, type, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Keys and values to take for those of tokens before the first, at each layer; of an encoder and a decoder, at the decoder's.</summary>
    /// <remarks>They are not turned by rotary positions.</remarks>
    /// <param name="batch">The number of rows.</param>
    /// <param name="type">The type of the model's own.</param>
    /// <returns>For each layer keys and values: (batch, key heads, virtual tokens, head width), in the order in which the adapters act; null if there are none.</returns>
    public IReadOnlyList<(Tensor Keys, Tensor Values)>? Past(long batch, ScalarType type)
    {
        if (Ask() is not { } adapters)
            return null;
        using var acting = adapters.Choose();
        using var scope = NewDisposeScope();
        var pasts = PartsOf<PromptAdapter>(acting.Choice).Select(p => p.Past(batch)).OfType<IReadOnlyList<(Tensor Keys, Tensor Values)>>().ToList();
        return pasts.Count == 0 ? null : [.. Enumerable.Range(0, Shape.Layers).Select(i => (All(i, past => past.Keys), All(i, past => past.Values)))];

        Tensor All(int layer, Func<(Tensor Keys, Tensor Values), Tensor> which) => Join([.. pasts.Select(p => which(p[layer]))], type, 2).MoveToOuterDisposeScope();
    }

    private Tensor AnyWeight => Embedding.parameters().Concat(Embedding.buffers()).First();

    private static Tensor Join(List<Tensor> parts, ScalarType type, long dimension) => (parts.Count == 1 ? parts[0] : cat(parts, dimension)).to(type);
}
