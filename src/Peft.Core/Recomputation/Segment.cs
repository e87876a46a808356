using static TorchSharp.torch;

namespace Peft.Recomputation;

/// <summary>A part of a model, which can be computed any number of times.</summary>
/// <param name="compute">Inputs to results.</param>
/// <param name="options">Null: the defaults.</param>
/// <param name="module">What it consists of, if that is one module.</param>
internal sealed class Segment(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> compute, CheckpointingOptions? options, nn.Module? module = null)
{
    private readonly bool _training = module?.training ?? false;

    internal CheckpointingOptions Options { get; } = options ?? new();

    /// <summary>Computes it, and keeps for backward what is needed to do so again.</summary>
    internal IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i] is not { IsInvalid: false })
                throw new ArgumentException($"Input {i} of a segment to checkpoint is null or was disposed. help: Give tensors that are alive; what may be missing can be captured.", nameof(inputs));
        }
        return is_grad_enabled() ? CheckpointedSegment.Run(this, inputs) : Compute(inputs);
    }

    /// <summary>Computes it; what is made meanwhile is disposed.</summary>
    /// <exception cref="InvalidOperationException">It returns nothing, or what is disposed, or its module is in another mode than at first.</exception>
    internal IReadOnlyList<Tensor> Compute(IReadOnlyList<Tensor> inputs)
    {
        if (module is not null && module.training != _training)
        {
            throw new InvalidOperationException($"A checkpointed {module.GetName()} was in {(_training ? "training" : "evaluation")} mode in forward and is not in backward, which computes it again. "
                + "help: Call backward before train or eval.");
        }
        using var scope = NewDisposeScope();
        var results = compute(inputs);
        if (results is not { Count: > 0 } || results.Any(result => result is not { IsInvalid: false }))
            throw new InvalidOperationException("A checkpointed segment returned no tensor, or one that is null or disposed. help: Return tensors that are alive.");
        foreach (var result in results)
            result.MoveToOuterDisposeScope();
        return results;
    }
}
