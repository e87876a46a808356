using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>What a row or a column of a matrix in a transformer's block stands for.</summary>
internal enum BlockAxis
{
    /// <summary>A feature of the residual stream.</summary>
    Stream,

    /// <summary>A position in a head.</summary>
    Head,

    /// <summary>A feature inside the feed-forward layer.</summary>
    Inner,
}

/// <summary>
/// The weights of a narrow block, chosen from those of a model's own block: of each axis the features that have the largest weights, the same ones in all matrices that have the axis,
/// and in all heads.
/// </summary>
/// <remarks>Sung, Cho and Bansal, arXiv 2206.06522, section 3.3, with the sum of absolute values as the importance. The stream's features are those of the embedding, so that all blocks keep the same.</remarks>
internal sealed class PrunedWeights : IWeightSource
{
    private readonly SideBlock _block;
    private readonly Dictionary<string, nn.Module> _modules;
    private readonly Dictionary<BlockAxis, long[]> _kept = [];
    private readonly nn.Module<Tensor, Tensor> _embedding;

    /// <param name="block">The block that is made.</param>
    /// <param name="own">The model's own.</param>
    /// <param name="embedding">What embeds the model's tokens.</param>
    public PrunedWeights(SideBlock block, nn.Module own, nn.Module<Tensor, Tensor> embedding) =>
        (_block, _modules, _embedding) = (block, own.named_modules().ToDictionary(m => m.name, m => Unwrap(m.module)), embedding);

    /// <summary>What the rows (outputs) and columns (inputs) of each matrix stand for, by the path of its layer. Everything else has one number for each feature of the stream.</summary>
    public required IReadOnlyDictionary<string, (BlockAxis Rows, BlockAxis Columns)> Axes { get; init; }

    /// <summary>Layers that keep the whole of their weight, by their paths; they may be of another block.</summary>
    public IReadOnlyDictionary<string, nn.Module> Whole { get; init; } = new Dictionary<string, nn.Module>();

    /// <summary>The width of a head of the model.</summary>
    public required long HeadSize { get; init; }

    /// <summary>Whether positions i and i + width / 2 of a head are a pair, which is kept whole.</summary>
    public bool HasPairs { get; init; }

    /// <summary>Whether matrices are stored as (in, out).</summary>
    public bool IsTransposed { get; init; }

    /// <summary>The features of the stream that are kept.</summary>
    public static long[] KeptFeatures(nn.Module<Tensor, Tensor> embedding, int reductionFactor)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Largest(Sum(Unwrap(embedding), 1), reductionFactor);
    }

    public Tensor Get(string name, params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        int dot = name.LastIndexOf('.');
        if (Whole.TryGetValue(name[..dot], out var whole))
            return BaseLayer.TryCreate(Unwrap(whole))!.OriginalWeight.detach().to(_block.Type).to(_block.Device).clone().MoveToOuterDisposeScope();
        var module = _modules[name[..dot]];
        var (rows, columns) = Axes.GetValueOrDefault(name[..dot]);
        Tensor kept;
        if (shape.Length == 1)
            kept = Select(module.get_parameter(name[(dot + 1)..])!, 0, rows);
        else
            kept = Select(Select(MatrixOf(module), 0, rows), 1, columns);
        return (IsTransposed && shape.Length == 2 ? kept.t() : kept).to(_block.Type).to(_block.Device).contiguous().MoveToOuterDisposeScope();
    }

    private static T Unwrap<T>(T module)
        where T : nn.Module => module is AdaptedLayer { BaseLayer: T inner } ? inner : module;

    private static Tensor MatrixOf(nn.Module module)
    {
        var layer = BaseLayer.TryCreate(module)!;
        return layer.ToMatrix(layer.OriginalWeight);
    }

    private Tensor Select(Tensor values, int dimension, BlockAxis axis) => values.index_select(dimension, tensor(Kept(axis, values.size(dimension)), device: values.device));

    private long[] Kept(BlockAxis axis, long size)
    {
        if (!_kept.TryGetValue(axis, out long[]? kept))
            _kept.Add(axis, kept = FindKept(axis));
        return axis == BlockAxis.Head ? [.. Enumerable.Range(0, (int)(size / HeadSize)).SelectMany(head => kept.Select(position => (head * HeadSize) + position))] : kept;
    }

    private long[] FindKept(BlockAxis axis)
    {
        if (axis == BlockAxis.Stream)
            return KeptFeatures(_embedding, _block.ReductionFactor);
        if (axis == BlockAxis.Inner || !HasPairs)
            return Largest(Importance(axis), _block.ReductionFactor);
        long half = HeadSize / 2;
        long[] pairs = Largest(Importance(axis).view(2, half).sum([0]), _block.ReductionFactor);
        return [.. pairs, .. pairs.Select(position => position + half)];
    }

    private static long[] Largest(Tensor importance, int reductionFactor)
    {
        float[] values = importance.to(ScalarType.Float32, CPU).data<float>().ToArray();
        return [.. values.Index().OrderByDescending(v => v.Item).Take(Math.Max(1, values.Length / reductionFactor)).Select(v => (long)v.Index).Order()];
    }

    // Of each feature of an axis, over all matrices that have it, and all heads.
    private Tensor Importance(BlockAxis axis)
    {
        var sums = new List<Tensor>();
        foreach (var (path, (rows, columns)) in Axes)
        {
            if (rows == axis)
                sums.Add(Sum(_modules[path], 1));
            if (columns == axis)
                sums.Add(Sum(_modules[path], 0));
        }
        return cat(sums).view(-1, axis == BlockAxis.Head ? HeadSize : sums[0].size(0)).sum([0]);
    }

    private static Tensor Sum(nn.Module module, long dimension) => MatrixOf(module).abs().sum([dimension], type: ScalarType.Float32);
}
