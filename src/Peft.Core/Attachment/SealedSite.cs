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
/// <remarks>What is in the layer's own field is there for every thread: in the second case, and until it is known, threads take turns.</remarks>
internal sealed class SealedSite : Site
{
    [ThreadStatic]
    private static List<SealedSite>? t_reparametrised;

    private readonly ParameterSlot? _slot;
    private readonly Module _root;
    private readonly Func<bool> _allowUnreached;
    private readonly List<IDisposable> _hooks = [];
    private readonly string _stackName;
    private readonly Module? _stackOwner;
    private readonly PassGate _gate = new();
    private volatile SiteStrategy _strategy = SiteStrategy.Undecided;
    private volatile Module? _innermost;   // the deepest enclosing module seen to run through call
    private volatile bool _settled;        // a pass through the root has shown that it is
    private bool _inside;                  // between its call and its return
    private Module? _outermost;            // the enclosing module whose return opens the gate
    private Parameter? _effective;
    private bool _reached;

    /// <param name="path">The layer's path.</param>
    /// <param name="stack">What acts there.</param>
    /// <param name="slots">The references to the layer.</param>
    /// <param name="enclosing">The modules inside whose forward all its uses happen, from the nearest to the root.</param>
    /// <param name="allowUnreached">Whether it may be that a pass does not use the layer.</param>
    internal SealedSite(string path, AdapterStack stack, IReadOnlyList<Slot> slots, IReadOnlyList<Module> enclosing, Func<bool> allowUnreached)
        : base(path, stack, slots)
    {
        (_root, _allowUnreached) = (enclosing[^1], allowUnreached);
        _slot = ParameterSlot.Find(stack.Layer.Module, stack.Layer.WeightName);
        if (stack.Layer.Kind != LayerKind.Parameter)
            _hooks.AddRange([ModuleHooks.Before(stack.Layer.Module, HearCall)!, ModuleHooks.Of(((Module<Tensor, Tensor>)stack.Layer.Module).register_forward_hook((_, x, y) => Apply(x, y)))]);
        foreach (var module in enclosing)
        {
            if (ModuleHooks.Before(module, () => Enter(module)) is IDisposable before && ModuleHooks.After(module, () => Leave(module)) is IDisposable after)
                _hooks.AddRange([before, after]);
        }
        // Beside the layer, so that parameters(), to(), train() and dispose of the owner reach the adapters.
        _stackName = path[(path.LastIndexOf('.') + 1)..] + "_adapters";
        _stackOwner = enclosing.FirstOrDefault(m => Registers(m, _stackName, stack));
    }

    internal override SiteStrategy Strategy => _strategy;

    internal override bool Reached => _reached;

    internal override string Mend => "Run the model through call (model.call(x), not model.forward(x)). Declare the layer's field as Module<Tensor, Tensor>, or invoke the layer through call; "
        + "invoked through forward, it takes only adapters that change the weight and nothing else (no dropout, no change of a bias), on all rows alike.";

    /// <summary>The sites whose layer computes with the adapters' weight on this thread.</summary>
    internal static IReadOnlyList<SealedSite> Reparametrised
    {
        get
        {
            // What a pass left that an exception ended is of no pass: the model may have been disposed since.
            t_reparametrised?.RemoveAll(site => !site._gate.IsHeld);
            return [.. t_reparametrised ?? []];
        }
    }

    internal override void Detach()
    {
        _hooks.ForEach(h => h.Dispose());
        RemoveEffectiveWeight();
        _stackOwner?.register_module(_stackName, null!);
        Stack.Dispose();
    }

    /// <summary>Computes with the adapters' weight, which is made anew, outside of a pass.</summary>
    internal void Reparametrise(bool begin)
    {
        if (begin)
        {
            _gate.Enter();
            SetEffectiveWeight();
            return;
        }
        RemoveEffectiveWeight();
        _gate.Leave();
    }

    // A Sequential takes no further module: what is registered there is not seen.
    internal static bool Registers(Module module, string name, Module child)
    {
        module.register_module(name, child);
        if (module.named_children().Any(c => c.module == child))
            return true;
        module.register_module(name, null!);
        return false;
    }

    private void Enter(Module module)
    {
        if (!IsInFieldDuring(module))
            return;
        if (_gate.Enter())
            _outermost = module;
        if (!IsInFieldDuring(module))
        {
            // Another thread has found out while this one waited.
            _gate.Leave();
            return;
        }
        (_innermost, _inside) = (module, true);
        _reached = SetEffectiveWeight();
    }

    private bool IsInFieldDuring(Module module) => _strategy != SiteStrategy.Hook && (!_settled || module == _innermost);

    private void Leave(Module module)
    {
        if (_strategy == SiteStrategy.Hook)
            return;
        if (module == _innermost)
            LeaveInnermost();
        _settled |= module == _root;
        if (module == _outermost)
            _gate.Leave();
    }

    private void LeaveInnermost()
    {
        if (!_gate.IsEntered && _inside)
            throw new AdapterStateException(Stack.Names, $"the model caught an exception, and before its forward ended another thread used '{Path}', held by {Description}.", Mend + " Or let exceptions out of forward.");
        RemoveEffectiveWeight();
        bool wasInside = _inside;
        _inside = false;
        if (!wasInside)
            throw new AdapterStateException(Stack.Names, $"it cannot act on '{Path}', held by {Description}: a module around it invokes itself, and the layer is invoked through forward.", Mend);
        if (!_reached && _allowUnreached())
            return;
        if (!_reached)
            throw new AdapterStateException(Stack.Names, $"it cannot act on '{Path}', held by {Description}: the layer is invoked through forward, where it can only change the weight, and it acts on more than that, or on some rows only.",
                Mend + " If this pass did not use the layer, set AllowUnreached.");
        _strategy = SiteStrategy.Reparametrise;
    }

    private void HearCall()
    {
        if (_strategy == SiteStrategy.Hook)
            return;
        _gate.Enter();
        RemoveEffectiveWeight();
        (_strategy, _reached) = (SiteStrategy.Hook, true);
        _gate.Leave();
    }

    private Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var adapted = Stack.Apply(x, new ComputedLayer(new OwnLayer(Stack.Layer, ((Module<Tensor, Tensor>)Stack.Layer.Module).forward), x, y));
        if (ReferenceEquals(adapted, y))
            return null!;
        y.Dispose();  // the caller gets the hook's result instead, and nobody else has this one
        return adapted.MoveToOuterDisposeScope();
    }

    private bool SetEffectiveWeight()
    {
        // Also what a pass that an exception ended has left.
        RemoveEffectiveWeight();
        using var scope = NewDisposeScope();
        if (_slot is null || !Stack.TryGetEffectiveWeight(out var weight))
            return false;
        if (weight is null)
            return true;
        _effective = new Parameter(weight, weight.requires_grad);
        _effective.DetachFromDisposeScope();
        _slot.Shadow(_effective);
        (t_reparametrised ??= []).Add(this);
        return true;
    }

    private void RemoveEffectiveWeight()
    {
        t_reparametrised?.Remove(this);
        if (_effective is null)
            return;
        _slot!.Unshadow();
        _effective.Dispose();
        _effective = null;
    }
}
