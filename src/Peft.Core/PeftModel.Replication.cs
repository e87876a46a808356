using Peft.Adapters;
using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft;

public sealed partial class PeftModel
{
    private Replication? _replication;

    /// <summary>Makes the model's stack of layers the one that a configuration asks for, if it does.</summary>
    private void ReplicateLayers(PeftConfig config, string name)
    {
        if (config.LayerOrder is not { } order || (_replication is not null && _replication.Order.SequenceEqual(order)))
            return;
        if (_adapters.Set.All.Count > 0 || _replication is not null)
            throw new AdapterStateException(name, "it repeats layers of the model, which other adapters are on already.", "Add it before the others, or detach them first.");
        if (Model is not ILayerStack stack)
            throw new AdapterStateException(name, $"it repeats layers of the model, which a {Model.GetType().Name} does not know how to do.", "Implement ILayerStack.");
        if (order.Count == 0 || order.Any(i => i < 0 || i >= stack.LayerCount))
            throw new PeftConfigException(config.PeftType, [$"the model is to be made of its layers [{string.Join(", ", order)}], but it has {stack.LayerCount}, counted from 0."]);
        _replication = new Replication(order, stack.Layers, stack.Repeat(order), SlotFinder.Find(_tree)[stack.Layers]);
        _tree = ModuleTree.Walk(Model);
    }

    private void RestoreLayers()
    {
        if (_replication is null)
            return;
        _replication.Dispose();
        _replication = null;
        _tree = ModuleTree.Walk(Model);
    }

    /// <summary>A stack of repeated layers in the place of a model's own.</summary>
    private sealed class Replication : IDisposable
    {
        private readonly Module _own;
        private readonly Module _repeated;
        private readonly IReadOnlyList<Slot> _slots;

        internal Replication(IReadOnlyList<int> order, Module own, Module repeated, IReadOnlyList<Slot> slots)
        {
            (Order, _own, _repeated, _slots) = (order, own, repeated, slots);
            // A list registers its elements when it is registered itself.
            _ = new Registered(repeated);
            repeated.train(own.training);
            Exchange(own, repeated);
        }

        internal IReadOnlyList<int> Order { get; }

        public void Dispose()
        {
            Exchange(_repeated, _own);
            _own.train(_repeated.training);
            // Its parameters are the model's: it gets others to dispose.
            foreach (var module in ModuleTree.Walk(_repeated).Select(n => n.Module))
            {
                foreach (var (name, _) in module.named_parameters(recurse: false).ToList())
                    ParameterSlot.Find(module, name)?.Replace(new Parameter(empty(0)));
            }
            _repeated.Dispose();
        }

        private void Exchange(Module from, Module to)
        {
            foreach (var slot in _slots)
                slot.Exchange(from, to);
        }

        private sealed class Registered : Module
        {
            internal Registered(Module child)
                : base(nameof(Registered)) => register_module(nameof(child), child);
        }
    }
}
