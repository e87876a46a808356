using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Keys and values before those of each layer: a row for each virtual token, with all layers' keys and values side by side.</summary>
internal sealed class Prefix : EncodedPrompt
{
    private readonly bool _isZero;

    internal Prefix(PromptSlot slot, PrefixTuningConfig config, PromptEncoder? encoder)
        : base(nameof(Prefix), slot, config.NumVirtualTokens, RowWidth(slot), encoder) => _isZero = config.InitWeights == PrefixInit.Zero;

    /// <summary>The number of all layers' keys and values for a virtual token.</summary>
    internal static long RowWidth(PromptSlot slot) => slot.Shape.Layers * 2 * slot.Shape.KeyHeads * slot.Shape.HeadWidth;

    protected override void Start(Tensor rows) => _ = _isZero ? rows.zero_() : rows.normal_();

    protected internal override IReadOnlyList<(Tensor Keys, Tensor Values)> Past(long batch)
    {
        using var scope = NewDisposeScope();
        var rows = Rows;
        var entries = rows.view(rows.shape[0], 2 * Shape.Layers, Shape.KeyHeads, Shape.HeadWidth).permute(1, 2, 0, 3);
        // For an encoder and a decoder PEFT lays the entries out twice and steps over those of cross-attention, so that a decoder's layers use each other's.
        int step = 2 * Shape.Sequences;
        return [.. Enumerable.Range(0, Shape.Layers).Select(i => (Entry(step * i), Entry((step * i) + 1)))];

        Tensor Entry(int index) => entries[index % (2 * Shape.Layers)].unsqueeze(0).expand(batch, -1, -1, -1).MoveToOuterDisposeScope();
    }
}
