using Peft.Adapters;
using Peft.Interop;
using Peft.Merging;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>
    /// Combines adapters into a new one, as PEFT's <c>add_weighted_adapter</c> does, and makes it the active one. What is aimed at is the weighted sum of what the
    /// adapters do to the weights; how near the result comes to it, is measured and reported.
    /// </summary>
    /// <remarks>
    /// Where an adapter has magnitudes (DoRA), so has the result: those with which the weights are nearest to the exact sum. On a layer that only some of the adapters
    /// are on, these are combined.
    /// </remarks>
    /// <param name="names">The adapters: of one method that changes weights by a product of two factors, such as LoRA, with nothing trained beside.</param>
    /// <param name="weights">One for each; negative ones subtract.</param>
    /// <param name="newName">The new adapter's name.</param>
    /// <param name="options">How to combine; null for <see cref="Combination.Svd"/>.</param>
    /// <param name="trainable">Whether the new adapter is to be trained.</param>
    /// <returns>Its rank and its distance from the exact sum.</returns>
    /// <exception cref="PeftConfigException">The options, or the adapters' configurations, do not allow it.</exception>
    /// <exception cref="AdapterStateException">There is no such adapter, its method cannot be combined, or the new name is in use.</exception>
    public CombinationReport AddWeightedAdapter(IReadOnlyList<string> names, IReadOnlyList<double> weights, string newName, CombinationOptions? options = null, bool trainable = false)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(weights);
        if (names.Count == 0 || names.Count != weights.Count)
            throw new ArgumentException($"There are {names.Count} adapters and {weights.Count} weights. help: Give at least one adapter, and a weight for each.", nameof(weights));
        lock (_changing)
        {
            CheckNewName(newName);
            var sources = FindAll(_adapters.Set, names);
            options = (options ?? new CombinationOptions()).For(sources.Count);
            using var scope = NewDisposeScope();
            int rank = options.ResultRank([.. sources.Select(RankOf)]);
            var prepared = Prepare(CombinedConfig(sources, rank), newName, unused => throw unused);
            try
            {
                var report = Combine(prepared, rank, sources, weights, options);
                Attach(prepared, trainable);
                Log.AdapterCombined(_logger, newName, string.Join(", ", names), options.Combination, report.Distance);
                return report;
            }
            catch
            {
                ForgetPrepared(prepared);
                throw;
            }
        }
    }

    private static int RankOf(LoadedAdapter adapter)
    {
        if (!adapter.Trained.IsEmpty)
            throw new AdapterStateException(adapter.Name, "it trains parameters of the model whole, which cannot be combined.", "Combine adapters without ModulesToSave and Bias.");
        return adapter.Layers.Values.Max(part => part is ILowRankAdapter low && part.CanMerge ? low.UpdateFactors.Rank
            : throw new AdapterStateException(adapter.Name, $"{adapter.Config.PeftType} is not a change of the weights by a product of two factors everywhere, so it cannot be combined.", "Use several adapters at once with SetActive."));
    }

    private PeftConfig CombinedConfig(List<LoadedAdapter> sources, int rank)
    {
        var first = sources[0].Config;
        if (AdapterMethod.Find(first.PeftType) is not ILowRankMethod method || sources.Any(a => a.Config.PeftType != first.PeftType))
            throw new AdapterStateException(sources[0].Name, $"adapters of {string.Join(", ", sources.Select(a => a.Config.PeftType).Distinct())} cannot be combined.", "Combine adapters of one method.");
        var config = method.Combine([.. sources.Select(a => a.Config)], rank);
        (config.TaskType, config.BaseModelNameOrPath, config.Revision) = (first.TaskType, first.BaseModelNameOrPath, first.Revision);
        config.TargetModules = [.. _sites.Where(s => sources.Exists(a => a.Layers.ContainsKey(s.Value.Stack))).Select(s => s.Key)];
        return config;
    }

    private CombinationReport Combine(PreparedAdapter prepared, int rank, List<LoadedAdapter> sources, IReadOnlyList<double> weights, CombinationOptions options)
    {
        var distances = new Dictionary<string, double>(StringComparer.Ordinal);
        double apart = 0, size = 0;
        using var _ = no_grad();
        foreach (var (node, layer, part) in prepared.Parts)
        {
            using var scope = NewDisposeScope();
            var stack = _sites[node.Path].Stack;
            var (parts, ofParts) = (new List<Adapter>(), new List<double>());
            foreach (var (source, weight) in sources.Zip(weights))
            {
                if (source.Layers.TryGetValue(stack, out var found))
                {
                    parts.Add(found);
                    ofParts.Add(weight);
                }
            }
            var own = layer.ToMatrix(layer.OriginalWeight);
            var changes = parts.Select(p => p.Transform(own).sub_(own)).ToList();
            var exact = WeightedSum.Of(changes, ofParts);
            var factors = LowRankCombination.Combine([.. parts.Select(p => ((ILowRankAdapter)p).UpdateFactors)], ofParts, options.Combination.UsesSvd() ? options with { SvdRank = rank } : options);
            ((ILowRankAdapter)part).Assign(factors, exact.add(own, Scalars.One));
            var (off, length) = (part.Transform(own).sub_(own).sub_(exact).norm().ToDouble(), exact.norm().ToDouble());
            distances.Add(node.Path, off == 0 ? 0 : off / length);
            (apart, size) = (apart + (off * off), size + (length * length));
        }
        return new CombinationReport(prepared.Name, rank, apart == 0 ? 0 : Math.Sqrt(apart / size), distances);
    }
}
