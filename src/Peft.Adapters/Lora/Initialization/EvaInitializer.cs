using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// EVA: A is the principal directions of the layer's inputs, so that it lets through as much of them as r directions can; B starts at zero. The sum of the ranks is
/// distributed anew: the directions of all layers that explain most of their layer's variance are taken.
/// </summary>
/// <remarks>Paischer et al., "Parameter Efficient Fine-tuning via Explained Variance Adaptation", arXiv 2410.07170, section 3 and algorithm 1.</remarks>
internal sealed class EvaInitializer : DataInitializer
{
    private const int MostPasses = 100;

    internal override string Word => "eva";

    internal override void Validate(LoraConfig config, ICollection<string> failures) => config.Eva?.Validate(failures);

    internal override Dictionary<string, Tensor> Collect(LoraConfig config, CalibrationRun data)
    {
        var options = config.Eva ??= new EvaConfig();
        var layers = data.Layers.ToDictionary(l => l.Path, l => new EvaLayer(l, config.RankAt(l.Path)));
        var inputs = FindInputs(data, layers, options.Rho);
        var firsts = inputs.ToDictionary(i => i.Layers[0].Target.Path);
        try
        {
            data.WatchInputs(run => RunUntilSettled(data, inputs, run), (target, rows, _) => firsts.GetValueOrDefault(target.Path)?.See(rows, options.Tau));
            SetRanks(config, [.. layers.Values.Where(l => l.Rank > 0)]);
            return inputs.SelectMany(i => i.Layers.Select(l => (i, l))).Where(p => p.l.Rank > 0).ToDictionary(p => p.l.Target.Path, p => p.i.Directions(p.l, options.Whiten));
        }
        finally
        {
            inputs.ForEach(i => i.Dispose());
        }
    }

    internal override WeightShift? Start(LoraStart start)
    {
        start.Fill(StatisticOf(start), zeros_like(start.B));
        return null;
    }

    /// <summary>Runs the first batch to see which layers have the same input.</summary>
    private static List<EvaInput> FindInputs(CalibrationRun data, Dictionary<string, EvaLayer> layers, double rho)
    {
        var inputs = new List<EvaInput>();
        data.WatchInputs(
            run => run(data.Batches.First()),
            (target, _, x) =>
            {
                if (inputs.Any(i => i.Layers.Any(l => l.Target == target)))
                    return;
                if (inputs.FirstOrDefault(i => i.Is(x)) is not { } input)
                    inputs.Add(input = new EvaInput(x));
                input.Add(layers[target.Path], rho);
            });
        return inputs;
    }

    private static void RunUntilSettled(CalibrationRun data, List<EvaInput> inputs, Action<CalibrationBatch> run)
    {
        for (int pass = 0; pass < MostPasses; pass++)
        {
            foreach (var batch in data.Batches)
            {
                if (inputs.All(i => i.IsSettled))
                    return;
                run(batch);
                if (inputs.All(i => i.IsStarted))
                    Distribute(inputs);
            }
            if (inputs.FirstOrDefault(i => !i.IsStarted) is { } starved)
                throw new PeftConfigException("LORA", [$"no batch has {starved.MostRank} tokens for '{starved.Layers[0].Target.Path}', which EVA needs for as many directions."], "Give larger batches, or a smaller rank or Eva.Rho.");
        }
        throw new PeftConfigException("LORA", [$"EVA's directions do not settle in {MostPasses} passes over the data."], "Give more data, or a smaller Eva.Tau.");
    }

    /// <summary>Gives one rank for each of the directions, of all layers, that explain most.</summary>
    private static void Distribute(List<EvaInput> inputs)
    {
        int sum = inputs.SelectMany(i => i.Layers).Sum(l => l.OwnRank);
        var ranks = inputs.SelectMany(i => i.Shares()).OrderByDescending(d => d.Share).Take(sum).CountBy(d => d.Layer).ToDictionary();
        foreach (var layer in inputs.SelectMany(i => i.Layers))
            layer.Rank = ranks.GetValueOrDefault(layer);
    }

    private static void SetRanks(LoraConfig config, List<EvaLayer> layers)
    {
        double AlphaOf(EvaLayer layer) => PathPatterns.Find(config.AlphaPattern, layer.Target.Path, config.Alpha) * (config.Eva!.AdjustScalingFactors ? (double)layer.Rank / layer.OwnRank : 1);
        config.AlphaPattern = layers.Select(l => KeyValuePair.Create(l.Target.Path, AlphaOf(l))).Where(a => a.Value != config.Alpha).ToDictionary();
        config.RankPattern = layers.Where(l => l.Rank != config.Rank).ToDictionary(l => l.Target.Path, l => l.Rank);
        config.TargetModules = ModuleTargets.Names([.. layers.Select(l => l.Target.Path)]);
    }
}
