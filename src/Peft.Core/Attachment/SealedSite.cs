using Peft.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>
/// A site some reference of which is of a sealed type, so that no object of ours can stand there. If the owner invokes the layer through
/// <c>call</c>, a forward hook adds the adapters. If it uses <c>forward</c>, no hook runs: then, for the duration of the innermost
/// enclosing forward that was itself invoked through <c>call</c>, the layer computes with a weight that is base and adapters.
/// The first pass finds out which: it does the second, and listens.
/// </summary>
internal sealed class SealedSite : Site
{
    private readonly Module<Tensor, Tensor> _module;
    private readonly ParameterSlot? _slot;
    private readonly string _description;
    private readonly string _stackName;
    private readonly Module _parent;
    private readonly List<IDisposable> _hooks = [];
    private SiteStrategy _strategy = SiteStrategy.Undecided;
    private Module? _innermost;  // the deepest ancestor seen to run through call
    private Parameter? _effective;
    private bool _reached;

    internal SealedSite(IReadOnlyList<ModuleNode> ancestors, ModuleNode node, IReadOnlyList<Slot> slots, AdapterStack stack)
        : base(node.Path, stack)
    {
        _module = stack.Layer.Module;
        _parent = node.Parent!;
        _slot = ParameterSlot.Find(_module, "weight");
        _description = string.Join(", ", slots.Select(s => s.Description).Distinct());
        var removeHook = _module.register_forward_hook((_, x, y) => AfterCall(x, y));
        _hooks.Add(new ActionOnDispose(removeHook.remove));
        foreach (var ancestor in ancestors.Select(a => a.Module))
        {
            if (ModuleHooks.Before(ancestor, () => Enter(ancestor)) is IDisposable before)
                _hooks.Add(before);
            if (ModuleHooks.After(ancestor, () => Leave(ancestor)) is IDisposable after)
                _hooks.Add(after);
        }
        // Beside the layer, so that parameters(), to(), train() and dispose of the owner reach the adapters.
        _stackName = node.Path[(node.Path.LastIndexOf('.') + 1)..] + "_adapters";
        _parent.register_module(_stackName, stack);
    }

    internal override SiteStrategy Strategy => _strategy;

    internal override bool Reached => _reached;

    internal override string Description => _description;

    internal override void Detach()
    {
        foreach (var hook in _hooks)
            hook.Dispose();
        RemoveEffectiveWeight();
        _parent.register_module(_stackName, null!);
        Stack.Dispose();
    }

    private void Enter(Module ancestor)
    {
        if (_strategy == SiteStrategy.Hook || (_strategy == SiteStrategy.Reparametrise && ancestor != _innermost))
            return;
        _innermost = ancestor;
        _reached = SetEffectiveWeight();
    }

    private void Leave(Module ancestor)
    {
        if (ancestor != _innermost || _strategy == SiteStrategy.Hook)
            return;
        RemoveEffectiveWeight();
        if (!_reached)
            throw new AdapterStateException(Stack.Names, $"it cannot act on '{Path}', held by {_description}: the layer is invoked through forward, where it can only change the weight, "
                + "and it acts on more than that.", "Declare the field as Module<Tensor, Tensor>, invoke it through call, or set dropout to 0 and use no bias of the adapter's own.");
        _strategy = SiteStrategy.Reparametrise;
    }

    private Tensor AfterCall(Tensor x, Tensor y)
    {
        _reached = true;
        _strategy = SiteStrategy.Hook;
        if (_effective is not null)
        {
            // The pass that decides: the effective weight has done the work already.
            RemoveEffectiveWeight();
            return null!;
        }
        using var scope = NewDisposeScope();
        var adapted = Stack.Apply(x, y);
        if (ReferenceEquals(adapted, y))
            return null!;
        y.Dispose();  // the caller gets the hook's result instead, and nobody else has this one
        return adapted.MoveToOuterDisposeScope();
    }

    private bool SetEffectiveWeight()
    {
        RemoveEffectiveWeight();
        if (_slot is not { CanShadow: true } || !Stack.ActsThroughWeight)
            return false;
        using var scope = NewDisposeScope();
        if (Stack.EffectiveWeight() is not Tensor weight)
            return true;
        _effective = new Parameter(weight, weight.requires_grad);
        _effective.DetachFromDisposeScope();
        _slot.Shadow(_effective);
        return true;
    }

    private void RemoveEffectiveWeight()
    {
        if (_effective is null)
            return;
        _slot!.Unshadow();
        _effective.Dispose();
        _effective = null;
    }

    private sealed class ActionOnDispose(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
