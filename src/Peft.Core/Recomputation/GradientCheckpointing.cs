using Peft.Recomputation;
using static TorchSharp.torch;

namespace Peft;

/// <summary>
/// Trades time for memory: a segment of a model that runs through here keeps only its inputs for backward, which computes the segment once more.
/// </summary>
/// <remarks>
/// Chen et al., "Training Deep Nets with Sublinear Memory Cost", arXiv 1604.06174. The second computation equals the first: dropout draws the same numbers, and adapters act as they did, whatever was chosen
/// since. Segments may be nested, and share parameters. Where no graph is recorded a segment just runs.
/// <para>
/// What a segment uses of tensors that were computed outside and need a gradient has to be among its inputs; parameters, and tensors that need none, it may capture, as long as they are not disposed before
/// backward. Backward adds to the gradients of parameters, whatever inputs it was asked for; second derivatives are not available.
/// </para>
/// </remarks>
public static class GradientCheckpointing
{
    /// <summary>Runs a segment of one input and one result.</summary>
    /// <param name="segment">Computes the same whenever it is given the same.</param>
    /// <param name="input">Any shape. It need not require a gradient for parameters in the segment to get theirs.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <returns>What the segment returns.</returns>
    /// <exception cref="ArgumentException">The input was disposed.</exception>
    /// <exception cref="BackwardException">An earlier backward failed.</exception>
    public static Tensor Run(Func<Tensor, Tensor> segment, Tensor input, CheckpointingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(segment);
        return new Segment(inputs => [segment(inputs[0])], options).Run([input])[0];
    }

    /// <summary>Runs a module as a segment.</summary>
    /// <param name="module">Computes the same whenever it is given the same, but for dropout. It has to be in the same mode, training or evaluation, in backward.</param>
    /// <param name="input">Any shape. It need not require a gradient for the module's parameters to get theirs.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <returns>What the module returns.</returns>
    /// <exception cref="ArgumentException">The input was disposed.</exception>
    /// <exception cref="BackwardException">An earlier backward failed.</exception>
    public static Tensor Run(nn.IModule<Tensor, Tensor> module, Tensor input, CheckpointingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new Segment(inputs => [module.call(inputs[0])], options, module as nn.Module).Run([input])[0];
    }

    /// <summary>Runs a segment of several inputs and results.</summary>
    /// <param name="segment">Computes the same whenever it is given the same; called with as many tensors as <paramref name="inputs"/> has.</param>
    /// <param name="inputs">Any shapes and types. None need require a gradient for parameters in the segment to get theirs.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <returns>What the segment returns.</returns>
    /// <exception cref="ArgumentException">There is no input, or one was disposed.</exception>
    /// <exception cref="BackwardException">An earlier backward failed.</exception>
    public static IReadOnlyList<Tensor> Run(Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> segment, IReadOnlyList<Tensor> inputs, CheckpointingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentNullException.ThrowIfNull(inputs);
        return new Segment(segment, options).Run(inputs);
    }
}
