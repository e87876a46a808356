using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Writes targets for source texts. No gradients are recorded; the model stays in the mode it is in, so call <c>eval()</c> after training.</summary>
public static class T5Generation
{
    /// <summary>Writes the target of one source.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The source's tokens; at least one.</param>
    /// <param name="options">How to choose tokens. Default: the most probable.</param>
    /// <param name="cancellationToken">Looked at before each token.</param>
    /// <returns>The target's tokens without the one that begins all targets; a stop token is the last.</returns>
    /// <exception cref="PeftConfigException">The options are not valid.</exception>
    /// <exception cref="OperationCanceledException">Generation was cancelled.</exception>
    public static int[] Generate(this T5ForConditionalGeneration model, IReadOnlyList<int> source, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        model.GenerateBatch([source], options, cancellationToken)[0];

    /// <summary>Writes the targets of several sources at once; shorter sources are padded.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sources">The sources' tokens; at least one each.</param>
    /// <param name="options">How to choose tokens. Default: the most probable.</param>
    /// <param name="cancellationToken">Looked at before each token.</param>
    /// <returns>The tokens of each target, in order, without the one that begins all targets; a stop token is the last of its target.</returns>
    /// <exception cref="PeftConfigException">The options are not valid.</exception>
    /// <exception cref="OperationCanceledException">Generation was cancelled.</exception>
    public static IReadOnlyList<int[]> GenerateBatch(
        this T5ForConditionalGeneration model, IReadOnlyList<IReadOnlyList<int>> sources, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0 || sources.Any(s => s.Count == 0))
            throw new ArgumentException("There are no sources, or one of them is empty. help: Give at least an end token.", nameof(sources));
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var cache = new KvCache();
        var (ids, mask) = Pad(sources, model.Config.PadToken, model.Device);
        var decoding = new T5Decoding(model, model.Read(ids, mask, cache));
        int[][] starts = [.. sources.Select(_ => new[] { model.Config.StartToken })];
        return decoding.GenerateBatch(starts, options, cancellationToken);
    }

    private static (Tensor Ids, Tensor Mask) Pad(IReadOnlyList<IReadOnlyList<int>> sources, int padding, Device device)
    {
        int longest = sources.Max(s => s.Count);
        var ids = new long[sources.Count, longest];
        var mask = new long[sources.Count, longest];
        for (int row = 0; row < sources.Count; row++)
        {
            for (int i = 0; i < longest; i++)
                (ids[row, i], mask[row, i]) = i < sources[row].Count ? (sources[row][i], 1) : (padding, 0);
        }
        return (tensor(ids, device: device), tensor(mask, device: device));
    }
}
