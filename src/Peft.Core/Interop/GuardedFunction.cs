using static TorchSharp.torch;

namespace Peft.Interop;

/// <summary>
/// The base of this library's functions with a backward of their own; a subclass writes only the mathematics. On TorchSharp an exception
/// out of backward ends the process, and tensors that only native code still reads may be collected; here neither can happen.
/// </summary>
internal abstract class GuardedFunction<T> : autograd.MultiTensorFunction<T>
    where T : GuardedFunction<T>, new()
{
    private const string Arguments = "guarded.arguments", Results = "guarded.results";

    /// <summary>What backward returned last: native code reads it afterwards, and has done so when the next backward on the same thread returns.</summary>
    [ThreadStatic]
    private static List<Tensor?>? t_returned;

    public sealed override string Name => typeof(T).Name;

    /// <summary>Whether backward is given zeros for a result without a gradient; otherwise it is given an invalid tensor.</summary>
    protected virtual bool NeedsAllGradients => true;

    /// <summary>Computes the results. Temporaries are disposed afterwards, and may be saved for backward nevertheless.</summary>
    protected abstract List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments);

    /// <summary>Computes one gradient for each argument, null where none is needed: new tensors, or those that came in. Temporaries are disposed afterwards.</summary>
    protected abstract List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients);

    /// <summary>Applies the function and records it in the graph.</summary>
    /// <exception cref="BackwardException">An earlier backward of any of these functions failed.</exception>
    public static new List<Tensor> apply(params object?[] arguments)
    {
        BackwardException.ThrowIfPending();
        using var scope = NewDisposeScope();
        var results = autograd.MultiTensorFunction<T>.apply(arguments!);
        GC.KeepAlive(arguments);
        scope.MoveToOuter(results);
        return results;
    }

    public sealed override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var results = Forward(ctx, vars);
        // TorchSharp would make missing gradients from tensors that the scope has disposed by then; Gradients makes them itself.
        ctx.set_materialize_grads(false);
        ctx.save_data(Arguments, vars.Select(TensorForm.Of).ToArray());
        ctx.save_data(Results, results.Select(TensorForm.Of).ToArray());
        return results;
    }

    public sealed override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        var arguments = (TensorForm?[])ctx.get_data(Arguments);
        try
        {
            return Keep(Gradients(ctx, grad_outputs, arguments));
        }
        catch (Exception exception)
        {
            BackwardException.Record(Name, exception);
            return Keep([.. arguments.Select(argument => argument?.TryMakeNaN())]);
        }
    }

    private static List<Tensor?> Keep(List<Tensor?> gradients)
    {
        t_returned?.ForEach(gradient => gradient?.Dispose());
        return t_returned = gradients;
    }

    private List<Tensor?> Gradients(autograd.AutogradContext ctx, List<Tensor> incoming, TensorForm?[] arguments)
    {
        using var scope = NewDisposeScope();
        scope.Attach(incoming.Where(gradient => !gradient.IsInvalid));
        var results = (TensorForm[])ctx.get_data(Results);
        var gradients = Backward(ctx, [.. incoming.Select((gradient, i) => gradient.IsInvalid && NeedsAllGradients ? zeros(results[i].Shape, results[i].Type, results[i].Device) : gradient)]);
        if (gradients.Count != arguments.Length)
            throw new InvalidOperationException($"It gave {gradients.Count} gradients for {arguments.Length} arguments.");
        for (int i = 0; i < arguments.Length; i++)
        {
            if (gradients[i] is { } gradient && TensorForm.Of(gradient) is var found && found?.Fits(arguments[i]) != true)
                throw new InvalidOperationException($"Its gradient for argument {i} is {found?.ToString() ?? "disposed"}; expected {arguments[i]?.ToString() ?? "null, for it is no tensor"}.");
        }
        scope.MoveToOuter(gradients.OfType<Tensor>());
        return gradients;
    }
}
