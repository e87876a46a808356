using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>Implemented by a model whose stack of layers can be made of repeated ones, as PEFT's <c>layer_replication</c> does to grow a model in depth.</summary>
public interface ILayerStack
{
    /// <summary>The module that holds the layers.</summary>
    Module Layers { get; }

    /// <summary>How many layers there are.</summary>
    int LayerCount { get; }

    /// <summary>A module like <see cref="Layers"/>, of new layer objects that use the parameters of given ones.</summary>
    /// <param name="layers">Their indices, in order; one may occur several times.</param>
    Module Repeat(IReadOnlyList<int> layers);
}
