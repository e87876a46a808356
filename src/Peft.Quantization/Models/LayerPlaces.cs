using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch.nn;

namespace Peft.Quantization;

/// <summary>The places of layers in a model that other layers are put into.</summary>
internal sealed class LayerPlaces
{
    private const int MostNamed = 3;

    private readonly IReadOnlyDictionary<Module, List<Slot>> _slots;

    /// <exception cref="QuantizationException">There are adapters.</exception>
    internal LayerPlaces(IReadOnlyList<ModuleNode> tree)
    {
        CheckNoAdapters(tree);
        _slots = SlotFinder.Find(tree);
    }

    internal static void CheckNoAdapters(IReadOnlyList<ModuleNode> tree)
    {
        if (tree.FirstOrDefault(n => n.Module is AdaptedLayer or AdapterStack) is { } adapted)
            throw new QuantizationException($"There is an adapter at '{adapted.Path}'.", "Quantise or dequantise a model before it gets adapters; Detach takes them off.");
    }

    internal static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");

    /// <exception cref="QuantizationException">Some place does not admit the type of layer that is to stand there.</exception>
    internal void Check(IEnumerable<(string Path, Module Layer, Type Type)> changes)
    {
        var fixedPlaces = changes.SelectMany(c => _slots[c.Layer].Where(s => !s.Admits(c.Type)).Select(s => $"'{c.Path}', held by {s.Description}")).ToList();
        if (fixedPlaces.Count > 0)
        {
            throw new QuantizationException($"No other layer can stand in the places of {fixedPlaces.Count}: {Names(fixedPlaces)}. Nothing was changed.",
                "Declare the fields as Module<Tensor, Tensor>, or name the layers in Skip.");
        }
    }

    /// <summary>Puts one layer in all places of another.</summary>
    internal void Exchange(Module from, Module to)
    {
        to.train(from.training);
        foreach (var slot in _slots[from])
            slot.Exchange(from, to);
    }
}
