using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Interop;

/// <summary>
/// The table of TorchSharp's <see cref="Embedding"/>. Native code has one, the module's registry another: <c>Embedding_from_pretrained</c> registers a random one in the place of that which it was
/// given, and what a layer that was made in a dispose scope has registered ends with the scope.
/// </summary>
internal static class EmbeddingWeight
{
    private const string Name = "weight";

    /// <summary>A layer with a table, which becomes its parameter.</summary>
    public static Embedding CreateLayer(Parameter weight)
    {
        // Not a random table of the same size first.
        var layer = nn.Embedding(0, 0, device: weight.device, dtype: weight.dtype);
        layer.get_parameter(Name)!.Dispose();
        layer.weight = weight;
        return layer;
    }

    /// <summary>A layer in whose registry is the table that it computes with, which is put there if another is, or none.</summary>
    public static Embedding Registered(Embedding layer)
    {
        var own = layer.weight!;
        if (layer.get_parameter(Name) is { IsInvalid: false } registered && SharedParameters.Identity(registered) == SharedParameters.Identity(own))
        {
            own.Dispose();
            return layer;
        }
        own.DetachFromDisposeScope();
        layer.weight = own;
        return layer;
    }
}
