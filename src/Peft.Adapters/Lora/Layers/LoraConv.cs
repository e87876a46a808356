namespace Peft.Adapters;

/// <summary>LoRA on a convolution with kernel k and g groups: A (r, in, k…) is a convolution like the layer's over all channels, B (out, r / g, 1…) one over points.</summary>
/// <remarks>With groups it cannot be merged: A reads every channel, a kernel of the layer only those of its group.</remarks>
public sealed class LoraConv : LoraLayer
{
    private readonly bool _grouped;

    internal LoraConv(BaseLayer layer, string path, LoraConfig config)
        : base(layer, path, config, Shape(layer, path, config.RankAt(path)))
    {
        _grouped = Groups(layer) > 1;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool CanMerge => !_grouped && base.CanMerge;

    private static Factors Shape(BaseLayer layer, string path, int rank)
    {
        long groups = Groups(layer);
        if (rank % groups != 0)
            throw new PeftConfigException("LORA", [$"the rank at '{path}' is {rank}, but this convolution has {groups} groups, and the rank must be a multiple of them."], "Choose another rank for this layer with RankPattern, or exclude it.");
        long[] kernel = [.. layer.WeightShape.Skip(2)];
        return new Factors("lora_A.weight", [rank, layer.InFeatures, .. kernel], "lora_B.weight", [layer.OutFeatures, rank / groups, .. kernel.Select(_ => 1L)]);
    }

    private static long Groups(BaseLayer layer) => layer.InFeatures / layer.WeightShape[1];
}
