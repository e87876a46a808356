using Peft.Adapters;
using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Recomputation;

/// <summary>A segment in the graph: its backward computes it again, now recording a graph, and runs backward through that.</summary>
internal sealed class CheckpointedSegment : GuardedFunction<CheckpointedSegment>
{
    private const string State = "state";
    private const int OtherArguments = 2;  // before the inputs

    /// <summary>An input without a gradient in a segment with parameters is not the same as a constant.</summary>
    protected override bool NeedsAllGradients => false;

    internal static IReadOnlyList<Tensor> Run(Segment segment, IReadOnlyList<Tensor> inputs)
    {
        // So that the results need a gradient even if no input does: the segment's parameters may.
        using var root = empty(0, requires_grad: true);
        return apply([segment, root, .. inputs]);
    }

    protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments)
    {
        var segment = (Segment)arguments[0]!;
        List<Tensor> inputs = [.. arguments.Skip(OtherArguments).Cast<Tensor>()];
        var random = segment.Options.PreserveRandomState ? RandomState.Begin(inputs) : null;
        var (results, pass) = ForwardScope.Keep(() => segment.Compute(inputs));
        List<KeptTensor> kept = [.. inputs.Select(input => KeptTensor.Keep(input, segment.Options))];
        context.save_for_backward([.. kept.Select(k => k.Saved), random?.Cpu]);
        context.save_data(State, new Recording(segment, pass, random?.Seed, kept, [.. results.Select(result => TensorForm.Of(result)!)]));
        return [.. results];
    }

    protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients)
    {
        if (is_grad_enabled())
            throw new InvalidOperationException("Second derivatives of a checkpointed segment are not available. help: Do not checkpoint, or do not create a graph in backward.");
        var recording = (Recording)context.get_data(State);
        var saved = context.get_saved_variables();
        List<Tensor> inputs = [.. recording.Inputs.Select((kept, i) => kept.Restore(saved[i]))];
        var results = ComputeAgain(recording, inputs, saved[^1]);
        List<int> differentiable = [.. Enumerable.Range(0, results.Count).Where(i => results[i].requires_grad && !gradients[i].IsInvalid)];
        if (differentiable.Count > 0)
            Backward([.. differentiable.Select(i => results[i])], [.. differentiable.Select(i => gradients[i])]);
        recording.Pass.Dispose();
        return [null, null, .. inputs.Select(input => input.requires_grad ? input.grad : null)];
    }

    private static IReadOnlyList<Tensor> ComputeAgain(Recording recording, IReadOnlyList<Tensor> inputs, Tensor? cpu)
    {
        using var _ = enable_grad();
        using var pass = recording.Pass.Enter();
        using var random = cpu is null ? null : new RandomState(cpu, recording.Seed).Repeat();
        var results = recording.Segment.Compute(inputs);
        if (results.Count != recording.Results.Count || results.Zip(recording.Results).Any(pair => !TensorForm.Of(pair.First)!.Fits(pair.Second)))
        {
            throw new InvalidOperationException($"A checkpointed segment gave {string.Join("; ", recording.Results)} in forward and {string.Join("; ", results.Select(TensorForm.Of))} when backward computed it again. "
                + "help: It must compute the same whenever it is given the same.");
        }
        return results;
    }

    private static void Backward(List<Tensor> results, List<Tensor> gradients)
    {
        try
        {
            autograd.backward(results, gradients);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Backward inside a checkpointed segment failed: {exception.Message} "
                + "help: If a graph was gone through twice, make what the segment uses of tensors computed outside it one of its inputs.", exception);
        }
        GC.KeepAlive(results);
        GC.KeepAlive(gradients);
    }

    private sealed record Recording(Segment Segment, PassState Pass, long? Seed, List<KeptTensor> Inputs, List<TensorForm> Results);
}
