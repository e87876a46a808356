using Peft.Generation;
using Peft.Recomputation;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>Runs the layers of a stack, each as a checkpointed segment if that is switched on.</summary>
internal sealed class LayerCheckpointing
{
    /// <summary>Null while it is off.</summary>
    public CheckpointingOptions? Options { get; set; }

    /// <summary>
    /// Runs a layer. In evaluation mode, and with a cache, which it would fill twice, it just runs; so does the last one, whose backward comes at once: it needs no less memory when it is computed again.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="isLast">Whether the model's backward begins with it.</param>
    /// <param name="cache">Keys and values that the layer uses or fills; null for none.</param>
    /// <param name="inputs">The hidden states, then what else the layer is given.</param>
    /// <param name="run">Runs the layer on them.</param>
    /// <returns>The layer's output.</returns>
    public Tensor Run(nn.Module layer, bool isLast, KvCache? cache, IReadOnlyList<Tensor> inputs, Func<IReadOnlyList<Tensor>, Tensor> run) =>
        Options is null || isLast || cache is not null || !layer.training ? run(inputs) : new Segment(t => [run(t)], Options, layer).Run(inputs)[0];
}
