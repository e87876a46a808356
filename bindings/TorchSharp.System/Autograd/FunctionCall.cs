using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp;

internal interface ICustomFunction
{
    string Name { get; }

    List<Tensor> Forward(AutogradContext ctx, object?[] vars);

    List<Tensor?> Backward(AutogradContext ctx, List<Tensor> grads);
}

/// <summary>
/// One application of a custom function. The node in the native graph owns it through a GC handle, and calls it back for
/// forward and backward, on any thread. Exceptions travel through the native frames and come out as they were thrown.
/// </summary>
internal sealed unsafe class FunctionCall(ICustomFunction function, object?[] arguments)
{
    private const int MaxOutputs = 256;
    private readonly bool[] _isTensor = [.. arguments.Select(IsTensor)];
    private readonly AutogradContext _context = new();
    private object?[]? _arguments = arguments;  // for forward only: what backward needs was saved in the context

    internal static List<Tensor> Apply(ICustomFunction function, object?[] arguments)
    {
        var inputs = arguments.Where(IsTensor).Cast<Tensor>().ToList();
        nint call = GCHandle<FunctionCall>.ToIntPtr(new GCHandle<FunctionCall>(new FunctionCall(function, arguments)));
        var outputs = stackalloc nint[MaxOutputs];
        int count;
        fixed (nint* handles = Tensor.Handles(inputs))
            count = TorchError.Check(Shim.shim_apply_function(handles, inputs.Count, call, &Release, &OnForward, &OnBackward, MaxOutputs, outputs));
        GC.KeepAlive(inputs);
        var results = new List<Tensor>(count);
        for (int i = 0; i < count; i++)
            results.Add(new Tensor(outputs[i]));
        return results;
    }

    private static bool IsTensor(object? argument) => argument is Tensor { IsInvalid: false };

    private int Forward(nint context, Span<nint> outputs)
    {
        using var scope = NewDisposeScope();
        _context.Attach(context);
        var results = function.Forward(_context, _arguments!);
        _arguments = null;
        scope.Detach(_context.SavedDisposables);
        if (results.Count > outputs.Length)
            throw new NotSupportedException($"{function.Name}.forward returned {results.Count} tensors; at most {outputs.Length} are supported. help: split the function, or stack results.");
        if (results.Contains(null!))
            throw new InvalidOperationException($"{function.Name}.forward returned null at position {results.IndexOf(null!)}.");
        Give(results, outputs);
        return results.Count;
    }

    private int Backward(nint context, ReadOnlySpan<nint> grads, Span<nint> results)
    {
        using var scope = NewDisposeScope();
        _context.Attach(context);
        var incoming = new List<Tensor>(grads.Length);
        foreach (nint grad in grads)
            incoming.Add(Tensor.OrUndefined(grad));
        var undefined = incoming.Where(g => g.IsInvalid).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        var gradients = function.Backward(_context, incoming).ConvertAll(g => g is null || undefined.Contains(g) ? null : g);
        Give(OfTensorArguments(gradients), results);
        return results.Length;
    }

    /// <summary>Takes the entries of arguments that were tensors out of the list with one entry for each argument.</summary>
    private List<Tensor?> OfTensorArguments(List<Tensor?> gradients)
    {
        for (int i = 0; i < gradients.Count; i++)
        {
            if (gradients[i] is not null && !_isTensor.ElementAtOrDefault(i))
                throw new InvalidOperationException($"{function.Name}.backward returned a gradient at position {i}, where forward has no tensor argument.");
        }
        if (gradients.Count < _isTensor.Length)
            throw new InvalidOperationException($"{function.Name}.backward returned {gradients.Count} gradients for {_isTensor.Length} arguments of forward. help: return null for those without.");
        return gradients.Take(_isTensor.Length).Where((_, i) => _isTensor[i]).ToList();
    }

    /// <summary>Native references of their own: the wrappers end with the scope of the callback.</summary>
    private static void Give(IEnumerable<Tensor?> tensors, Span<nint> references)
    {
        nint[] handles = Tensor.Handles(tensors)!;
        for (int i = 0; i < handles.Length; i++)
            references[i] = handles[i] == 0 ? 0 : Shim.shim_alias(handles[i]);
        GC.KeepAlive(tensors);
    }

    [UnmanagedCallersOnly]
    private static int OnForward(nint state, nint context, nint* outputs, int capacity, nint* token)
    {
        try
        {
            return GCHandle<FunctionCall>.FromIntPtr(state).Target.Forward(context, new Span<nint>(outputs, capacity));
        }
        catch (Exception exception)
        {
            return TorchError.Pass(exception, token);
        }
    }

    [UnmanagedCallersOnly]
    private static int OnBackward(nint state, nint context, nint* grads, int count, nint* results, int capacity, nint* token)
    {
        try
        {
            return GCHandle<FunctionCall>.FromIntPtr(state).Target.Backward(context, new ReadOnlySpan<nint>(grads, count), new Span<nint>(results, capacity));
        }
        catch (Exception exception)
        {
            return TorchError.Pass(exception, token);
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(nint state)
    {
        var handle = GCHandle<FunctionCall>.FromIntPtr(state);
        handle.Target._context.Dispose();
        handle.Dispose();
    }
}
