using Peft.Adapters;
using Peft.Attachment;
using Peft.Merging;
using static TorchSharp.torch;

namespace Peft;

public sealed partial class PeftModel
{
    private bool _verified;
    private bool _warned;

    /// <summary>
    /// Whether a training pass may leave adapted layers out, as it does in a mixture of experts or where only a part of the model is run.
    /// </summary>
    /// <remarks>
    /// Otherwise such a pass through the model is an error as long as some layer with an adapter in training has never been reached: an adapter
    /// that never runs is never trained, and nothing else would tell. Passes that train nothing only log a warning, once.
    /// </remarks>
    /// <value>Default: false.</value>
    public bool AllowUnreached { get; set; }

    /// <summary>Checks that a forward pass has come through every adapted layer.</summary>
    /// <exception cref="AdapterStateException">Some adapter never ran; the message names its layer, the references to it and the mend.</exception>
    public void VerifyReached()
    {
        if (Unreached() is [var first, ..] missed)
            throw NotReached(first, missed.Count);
    }

    private List<Site> Unreached() => [.. _sites.Values.Where(s => !s.Reached)];

    private AdapterStateException NotReached(Site first, int count) => new(
        first.Stack.Names,
        $"no forward pass has reached {count} of {_sites.Count} adapted layers, first '{first.Path}', held by {first.Description}.",
        first.Mend + " If not every pass uses every layer, set AllowUnreached.");

    // After each pass through the whole model, until one has shown that every adapter runs.
    private void VerifyPass()
    {
        if (_verified || AllowUnreached)
            return;
        if (_adapters.Set.Acting.FirstOrDefault(a => a.Trainable && a.OfModel is { Slot.Reached: false }) is { } unasked)
        {
            if (is_grad_enabled() && Model.training)
                throw new AdapterStateException(unasked.Name, $"it acts by {unasked.OfModel!.Acting}, for which the model has not asked.", $"Ask the {unasked.OfModel.Slot.GetType().Name} in the model's forward.");
            return;
        }
        var missed = Unreached();
        _verified = missed.Count == 0;
        if (_verified)
            return;
        if (is_grad_enabled() && Model.training && missed.Find(IsTrained) is { } untrained)
            throw NotReached(untrained, missed.Count);
        if (!_warned)
            Log.NotReached(_logger, missed.Count, _sites.Count, missed[0].Path, missed[0].Description);
        _warned = true;
    }

    // PEFT accepts it too: one rank is often given for layers of many sizes.
    private void WarnOfRank(LoadedAdapter adapter)
    {
        var large = _sites.Values.Where(s => adapter.Layers.GetValueOrDefault(s.Stack) is ILowRankAdapter { Rank: var rank } && rank > LargestRank(s.Stack.Layer)).ToList();
        if (large.Count > 0 && large[0].Stack is { Layer: var layer } stack)
            Log.RankAboveSize(_logger, adapter.Name, large.Count, large[0].Path, layer.InFeatures, layer.OutFeatures, ((ILowRankAdapter)adapter.Layers[stack]).Rank);
    }

    private static long LargestRank(BaseLayer layer) =>
        Math.Min(layer.OutFeatures, layer.Kind == LayerKind.Convolution ? layer.WeightShape.Skip(1).Aggregate(1L, (product, size) => product * size) : layer.InFeatures);

    private bool IsTrained(Site site) => _adapters.Set.Acting.Any(a => a.Trainable && a.Layers.ContainsKey(site.Stack));
}
