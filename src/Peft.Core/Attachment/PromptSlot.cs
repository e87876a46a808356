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
/// A model that puts <see cref="Vectors(long, ScalarType, out Tensor, int)"/> before its embedded tokens, or takes <see cref="Past(long, ScalarType, out Tensor)"/> for keys and values of tokens before the first, also has to
/// lengthen the attention mask by as many ones at the front (or by the mask that it is given), and to count positions from there. Its output may have the virtual positions too. What acts is what the
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

    /// <summary>Vectors to put before embedded tokens, of a model that cannot hide some of them from single rows.</summary>
    /// <param name="batch">The number of rows.</param>
    /// <param name="type">The type of the embedded tokens.</param>
    /// <param name="sequence">0, or 1 for the decoder that follows an encoder.</param>
    /// <returns>(batch, virtual tokens, width), in the order in which the adapters act; null if there are none.</returns>
    /// <exception cref="AdapterStateException">Rows have adapters of their own with different numbers of virtual tokens.</exception>
    public Tensor? Vectors(long batch, ScalarType type, int sequence = 0)
    {
        var vectors = Vectors(batch, type, out var mask, sequence);
        CheckUnmasked(mask);
        return vectors;
    }

    /// <summary>Vectors to put before embedded tokens.</summary>
    /// <param name="batch">The number of rows.</param>
    /// <param name="type">The type of the embedded tokens.</param>
    /// <param name="mask">Where rows have different numbers of virtual tokens: 1 for these, 0 for the zeros that stand in front of fewer, (batch, virtual tokens). Null: all are seen.</param>
    /// <param name="sequence">0, or 1 for the decoder that follows an encoder.</param>
    /// <returns>(batch, virtual tokens, width), in the order in which the adapters act; null if there are none.</returns>
    public Tensor? Vectors(long batch, ScalarType type, out Tensor? mask, int sequence = 0)
    {
        mask = null;
        if (Ask() is not { } adapters)
            return null;
        using var acting = adapters.Choose();
        using var scope = NewDisposeScope();
        if (PromptRows.Of(acting.Choice, batch, 1, (prompt, rows) => prompt.Vectors(rows, sequence) is { } vectors ? [vectors] : null) is not { } found)
            return null;
        mask = found.Mask?.MoveToOuterDisposeScope();
        return found.Tensors[0].to(type).MoveToOuterDisposeScope();
    }

    /// <summary>Keys and values to take for those of tokens before the first, at each layer; of an encoder and a decoder, at the decoder's. Of a model that cannot hide some of them from single rows.</summary>
    /// <remarks>They are not turned by rotary positions.</remarks>
    /// <param name="batch">The number of rows.</param>
    /// <param name="type">The type of the model's own.</param>
    /// <returns>For each layer keys and values: (batch, key heads, virtual tokens, head width), in the order in which the adapters act; null if there are none.</returns>
    /// <exception cref="AdapterStateException">Rows have adapters of their own with different numbers of virtual tokens.</exception>
    public IReadOnlyList<(Tensor Keys, Tensor Values)>? Past(long batch, ScalarType type)
    {
        var past = Past(batch, type, out var mask);
        CheckUnmasked(mask);
        return past;
    }

    /// <summary>Keys and values to take for those of tokens before the first, at each layer; of an encoder and a decoder, at the decoder's.</summary>
    /// <remarks>They are not turned by rotary positions.</remarks>
    /// <param name="batch">The number of rows.</param>
    /// <param name="type">The type of the model's own.</param>
    /// <param name="mask">As for <see cref="Vectors(long, ScalarType, out Tensor, int)"/>.</param>
    /// <returns>For each layer keys and values: (batch, key heads, virtual tokens, head width), in the order in which the adapters act; null if there are none.</returns>
    public IReadOnlyList<(Tensor Keys, Tensor Values)>? Past(long batch, ScalarType type, out Tensor? mask)
    {
        mask = null;
        if (Ask() is not { } adapters)
            return null;
        using var acting = adapters.Choose();
        using var scope = NewDisposeScope();
        if (PromptRows.Of(acting.Choice, batch, 2, (prompt, rows) => prompt.Past(rows)?.SelectMany(layer => new[] { layer.Keys, layer.Values }).ToList()) is not { } found)
            return null;
        mask = found.Mask?.MoveToOuterDisposeScope();
        var tensors = found.Tensors.Select(t => t.to(type).MoveToOuterDisposeScope()).ToList();
        return [.. Enumerable.Range(0, Shape.Layers).Select(i => (tensors[2 * i], tensors[(2 * i) + 1]))];
    }

    private Tensor AnyWeight => Embedding.parameters().Concat(Embedding.buffers()).First();

    private static void CheckUnmasked(Tensor? mask)
    {
        using (mask)
        {
            if (mask is not null)
                throw new AdapterStateException("virtual tokens", "rows of the batch have different numbers of them, and the model cannot hide those that a row has not.", "Give all rows as many, or compute the rows of each prompt in a batch of their own, with Use. A model takes them by asking with a mask in its forward.");
        }
    }
}
