using Peft.Attachment;
using TorchSharp.Modules;

namespace Peft.Adapters;

/// <summary>LoRA's parts at a <see cref="TorchSharp.Modules.MultiheadAttention"/> that is targeted: the joint projection of query, key and value, and that of the output. PEFT stores the latter as if the former were around it.</summary>
internal static class AttentionParts
{
    private const string Output = "out_proj.weight";

    /// <summary>Whether a parameter is the output projection of an attention.</summary>
    internal static bool IsOutput(BaseLayer layer) => layer is { Module: MultiheadAttention, WeightName: Output };

    internal static IEnumerable<ExtraPart> Of(ModuleNode node)
    {
        if (node.Module is not MultiheadAttention attention)
            yield break;
        if (attention.get_parameter("in_proj_weight") is null)
            throw new PeftConfigException("LORA", [$"'{node.Path}' has keys or values of another size than queries, which LoRA does not support."], "Exclude it.");
        foreach (var (name, pathInFiles) in new[] { ("in_proj_weight", node.Path), (Output, $"{node.Path}.base_layer.out_proj") })
            yield return new ExtraPart(new ModuleNode($"{node.Path}.{name}", node.Parent, attention), (layer, create) => create(layer, node.Path), new ParameterLayer(attention, name, pathInFiles));
    }
}
