using Peft.Adapters;

namespace Peft;

/// <summary>Routes the tokens of a model between its LoRA adapters.</summary>
public static class ArrowExtensions
{
    /// <summary>
    /// Adds a router that sends each token to those of several LoRA adapters which suit it best, at each layer anew, and makes it the active one. Nothing is trained; see <see cref="ArrowRouter"/>.
    /// </summary>
    /// <remarks>
    /// The router copies what it needs: the experts may be deleted afterwards, and what becomes of them later does not reach it. It is not saved: save the experts, and add it again.
    /// <code>
    /// peft.LoadAdapter("adapters/maths", "maths");
    /// peft.LoadAdapter("adapters/code", "code");
    /// peft.AddArrow(["maths", "code"], o => o.TopK = 1);
    /// </code>
    /// </remarks>
    /// <param name="peft">The model's adapters, among them the experts.</param>
    /// <param name="experts">The adapters to route between: plain LoRA, all on the same linear layers; ranks and scalings may differ.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="name">The router's name.</param>
    /// <exception cref="PeftConfigException">The options are not valid, or the adapters do not go together.</exception>
    /// <exception cref="AdapterStateException">There is no adapter of a name, one cannot be routed to, or one is merged.</exception>
    public static void AddArrow(this PeftModel peft, IReadOnlyList<string> experts, Action<ArrowOptions>? configure = null, string name = "arrow_router")
    {
        ArgumentNullException.ThrowIfNull(peft);
        ArgumentNullException.ThrowIfNull(experts);
        if (peft.IsMerged)
            throw new AdapterStateException(name, "a router cannot be added while an adapter is merged into the weights.", "Call Unmerge first.");
        var options = new ArrowOptions();
        configure?.Invoke(options);
        var plan = ArrowPlan.Of(peft, experts, options);
        var paths = peft.Sites.Where(s => s.Adapters.Contains(experts[0])).Select(s => s.Path).ToHashSet();
        peft.AddAdapter(new LoraConfig { TargetModules = ModuleTargets.Where(node => paths.Contains(node.Path)), Arrow = plan }, name);
    }
}
