namespace Peft.Adapters;

/// <summary>What a router is made of: its options, and the LoRA parts of its experts and of its general adapters at each layer.</summary>
internal sealed record ArrowPlan(ArrowOptions Options, ILookup<BaseLayer, LoraLinear> Experts, ILookup<BaseLayer, LoraLinear> General)
{
    /// <summary>Finds the parts, and checks that all are plain LoRA on the same layers.</summary>
    internal static ArrowPlan Of(PeftModel peft, IReadOnlyList<string> experts, ArrowOptions options)
    {
        options.Validate(experts.Count);
        var plan = new ArrowPlan(options, Find(experts), Find(options.General));
        foreach (var layer in plan.Experts.Concat(plan.General))
        {
            if (plan.Experts[layer.Key].Count() != experts.Count || plan.General[layer.Key].Count() != options.General.Count)
                throw new PeftConfigException("LORA", ["the experts and the general adapters are not all on the same layers."], "Route between adapters of the same TargetModules.");
            if (options.General.Count > 0 && layer.Concat(plan.Experts[layer.Key]).Select(l => l.Rank).Distinct().Count() > 1)
                throw new PeftConfigException("LORA", ["the experts and the general adapters have different ranks, so that A and B cannot be subtracted."], "Use general adapters of the experts' rank.");
        }
        return plan;

        ILookup<BaseLayer, LoraLinear> Find(IReadOnlyList<string> names) => names.SelectMany(name => PlainParts(peft, name)).ToLookup(part => part.Layer);
    }

    private static IEnumerable<LoraLinear> PlainParts(PeftModel peft, string name)
    {
        var parts = peft.PartsOf(name).ToList();
        if (peft.ConfigOf(name) is LoraConfig { LoraBias: false, Bias: TrainedBiases.None, ModulesToSave: null or { Count: 0 } } && parts.All(p => p is LoraLinear { Shift: null } && p.GetType() == typeof(LoraLinear)))
            return parts.Cast<LoraLinear>();
        throw new AdapterStateException(name, "it cannot be routed to: it is not LoRA on linear layers and nothing else.", "Route between plain LoRA adapters: without DoRA, biases or trained modules, and not started from the weight.");
    }
}
