using Peft.Adapters;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>A place in a model where an adapted layer lives.</summary>
internal abstract class Site(string path, AdapterStack stack, IReadOnlyList<Slot> slots)
{
    /// <summary>The layer's path in the model as the user built it.</summary>
    internal string Path { get; } = path;

    /// <summary>The path of the module that has the weight.</summary>
    internal string ModulePath { get; } = stack.Layer.Kind == LayerKind.Parameter ? path[..^(stack.Layer.WeightName.Length + 1)] : path;

    internal AdapterStack Stack { get; } = stack;

    internal abstract SiteStrategy Strategy { get; }

    /// <summary>Whether a forward pass has come through here.</summary>
    internal abstract bool Reached { get; }

    /// <summary>The references to the layer, for messages.</summary>
    internal string Description { get; } = string.Join(", ", slots.Where(s => !s.IsRegistry || slots.All(o => o.IsRegistry)).Select(s => s.Description).Distinct());

    /// <summary>What to do if no pass has come through.</summary>
    internal abstract string Mend { get; }

    /// <summary>Leaves the model as it was; the same objects in the same order.</summary>
    internal abstract void Detach();

    /// <summary>Attaches to a layer in the way that its references allow.</summary>
    internal static Site Attach(ModuleNode node, AdapterStack stack, IReadOnlyList<Slot> slots, Lazy<EnclosingModules> enclosing, IEnumerable<Site> others, Func<bool> allowUnreached) =>
        stack.Layer is { Kind: LayerKind.Parameter, Module: TorchSharp.Modules.MultiheadAttention } ? new AttentionSite(node.Path, stack, slots, enclosing.Value.Of(node.Module), others)
            : stack.Layer.Kind == LayerKind.Parameter ? new SealedSite(node.Path, stack, slots, [node.Module, .. enclosing.Value.Of(node.Module)], allowUnreached)
            : slots.Count > 0 && slots.All(s => s.Admits(typeof(AdaptedLayer)))
            ? new ReplacedSite(node.Path, stack, slots, new AdaptedLayer(stack))
            : new SealedSite(node.Path, stack, slots, enclosing.Value.Of(node.Module), allowUnreached);
}

/// <summary>A site all of whose references admit our layer.</summary>
internal sealed class ReplacedSite : Site
{
    private readonly IReadOnlyList<Slot> _slots;
    private readonly AdaptedLayer _wrapper;

    internal ReplacedSite(string path, AdapterStack stack, IReadOnlyList<Slot> slots, AdaptedLayer wrapper)
        : base(path, stack, slots)
    {
        (_slots, _wrapper) = (slots, wrapper);
        Exchange(wrapper.BaseLayer, wrapper);
    }

    internal override SiteStrategy Strategy => SiteStrategy.Replace;

    internal override bool Reached => _wrapper.Reached;

    internal override string Mend => "Run the model through call (model.call(x), not model.forward(x)). If an object that the model does not hold invokes the layer, let the model hold it in a field.";

    internal override void Detach()
    {
        Exchange(_wrapper, _wrapper.BaseLayer);
        _wrapper.BaseLayer.train(_wrapper.training);
        Stack.Dispose();
    }

    private void Exchange(Module from, Module to)
    {
        foreach (var slot in _slots)
            slot.Exchange(from, to);
    }
}
