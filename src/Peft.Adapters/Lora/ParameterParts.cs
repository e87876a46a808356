using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Where LoRA has parts because of <see cref="LoraConfig.TargetParameters"/>.</summary>
internal static class ParameterParts
{
    internal static IEnumerable<ExtraPart> Of(IReadOnlyList<ModuleNode> tree, LoraConfig config)
    {
        if (config.TargetParameters is not { Count: > 0 } targets)
            yield break;
        foreach (var (node, layer) in ParameterLayer.Find(tree, [.. targets]))
        {
            // The weight of a linear layer is better adapted beside it than through its value.
            if (layer.WeightName == "weight" && tree.First(n => n.Module == node.Module) is var owner && BaseLayer.TryCreate(owner.Module) is { Kind: LayerKind.Linear })
                yield return new ExtraPart(owner, (linear, create) => create(linear, node.Path));
            else if (layer.WeightShape.Count is 2 or 3 && ParameterSlot.Find(node.Module, layer.WeightName) is not null)
                yield return new ExtraPart(node, (parameter, create) => create(parameter, node.Path), layer);
            else
                throw new PeftConfigException("LORA", [$"the parameter '{node.Path}' cannot be adapted: it must be a matrix, or one for each expert, that its module keeps in a field."]);
        }
    }
}
