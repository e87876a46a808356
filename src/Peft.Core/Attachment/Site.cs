using Peft.Adapters;

namespace Peft.Attachment;

/// <summary>A place in a model where an adapted layer lives.</summary>
internal abstract class Site(string path, AdapterStack stack)
{
    /// <summary>The layer's path in the model as the user built it.</summary>
    internal string Path { get; } = path;

    internal AdapterStack Stack { get; } = stack;

    internal abstract SiteStrategy Strategy { get; }

    /// <summary>Whether a forward pass has come through here.</summary>
    internal abstract bool Reached { get; }

    /// <summary>The references to the layer, for messages.</summary>
    internal abstract string Description { get; }

    /// <summary>Leaves the model as it was; the same objects in the same order.</summary>
    internal abstract void Detach();

    /// <summary>Attaches to a layer in the way that its references allow.</summary>
    internal static Site Attach(IReadOnlyList<ModuleNode> ancestors, ModuleNode node, IReadOnlyList<Slot> slots, AdapterStack stack)
    {
        var wrapper = new AdaptedLayer(stack);
        return slots.Count > 0 && slots.All(s => s.Admits(wrapper)) ? new ReplacedSite(node.Path, stack, slots, wrapper) : new SealedSite(ancestors, node, slots, stack);
    }
}

/// <summary>A site all of whose references admit our layer.</summary>
internal sealed class ReplacedSite : Site
{
    private readonly IReadOnlyList<Slot> _slots;
    private readonly AdaptedLayer _wrapper;

    internal ReplacedSite(string path, AdapterStack stack, IReadOnlyList<Slot> slots, AdaptedLayer wrapper)
        : base(path, stack)
    {
        (_slots, _wrapper) = (slots, wrapper);
        SetAll(wrapper);
    }

    internal override SiteStrategy Strategy => SiteStrategy.Replace;

    internal override bool Reached => _wrapper.Reached;

    internal override string Description => string.Join(", ", _slots.Select(s => s.Description).Distinct());

    internal override void Detach()
    {
        SetAll(Stack.Layer.Module);
        Stack.Layer.Module.train(_wrapper.training);
        Stack.Dispose();
    }

    private void SetAll(object value)
    {
        foreach (var slot in _slots)
            slot.Set(value);
    }
}
