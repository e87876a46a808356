using Peft.Adapters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>A forward of a model beside which a side network runs. Until it ends the model computes without gradients.</summary>
/// <typeparam name="TBlock">The class of the side network's blocks.</typeparam>
public sealed class SidePass<TBlock> : IDisposable
    where TBlock : Module
{
    private readonly bool _records = is_grad_enabled();
    private readonly AdapterSet _set;
    private readonly SideAdapter _side;
    private readonly Thread _thread = Thread.CurrentThread;
    private readonly List<IDisposable> _guards = [];
    private Tensor _state;  // in no dispose scope: a pass may outlive that of a block, or of an encoder
    private IDisposable? _withoutGradients;

    internal SidePass(LoadedAdapter adapter, SideAdapter side, Tensor state, AdapterSet set)
    {
        (Adapter, _side, _state, _set) = (adapter.Name, side, state.DetachFromDisposeScope(), set);
        if (_records && adapter.Trainable)
            _guards.AddRange(adapter.Trained.Uses.Select(use => ModuleHooks.Before(use.Owner, () => RefuseToRun(use))).OfType<IDisposable>());
        _withoutGradients = no_grad();
    }

    /// <summary>The name of the adapter that has the side network.</summary>
    public string Adapter { get; }

    /// <summary>How many times narrower than the model's the side network's blocks are.</summary>
    public int ReductionFactor => _side.ReductionFactor;

    /// <summary>The type in which the side network computes.</summary>
    public ScalarType ParameterType => _state.dtype;

    /// <summary>A block of the model has run.</summary>
    /// <param name="layer">The block, counted from 0.</param>
    /// <param name="hidden">What it has given: (…, width).</param>
    /// <param name="run">Runs a block of the side network.</param>
    public void Step(int layer, Tensor hidden, Func<TBlock, Tensor, Tensor> run)
    {
        using var recording = enable_grad(_records);
        if (_side.Step(layer, hidden, _state, (block, x) => run((TBlock)block, x)) is not { } next)
            return;
        _state.Dispose();
        _state = next.DetachFromDisposeScope();
    }

    /// <summary>The blocks of an encoder have run. Gradients are recorded again, if they were before.</summary>
    /// <returns>What the side network's blocks beside the decoder attend to: (…, width of the side network).</returns>
    public Tensor EndEncoder()
    {
        Restore();
        return _side.EndEncoder(_state);
    }

    /// <summary>The model is about to run its head. Gradients are recorded again, if they were before.</summary>
    /// <param name="hidden">What it would give the head: (…, width).</param>
    /// <returns>What to give the head instead: the same shape.</returns>
    public Tensor End(Tensor hidden)
    {
        Restore();
        return _side.End(hidden, _state);
    }

    /// <summary>Ends it, also where the forward has failed.</summary>
    public void Dispose()
    {
        Restore();
        _state.Dispose();
        _set.Release();
    }

    /// <summary>What becomes of parameters that are trained whole, but run before the side network ends.</summary>
    internal static AdapterStateException NoGradients(string adapter, string parameter) => new(
        adapter, $"it trains {parameter} whole, beneath its side network, where no gradients come.", "Leave it out of ModulesToSave, which is for what runs after the side network, such as a classifier.");

    private void RefuseToRun(TrainedParameter use)
    {
        if (Thread.CurrentThread == _thread)
            throw NoGradients(Adapter, $"'{use.Key}'");
    }

    private void Restore()
    {
        _guards.ForEach(guard => guard.Dispose());
        _guards.Clear();
        _withoutGradients?.Dispose();
        _withoutGradients = null;
    }
}
