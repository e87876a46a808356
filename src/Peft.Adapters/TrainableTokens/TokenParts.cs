using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Where an adapter that trains tokens has parts: at the embeddings, and at output layers that share their weights.</summary>
internal static class TokenParts
{
    internal static IEnumerable<ExtraPart> Of(IReadOnlyList<ModuleNode> tree, TokenIndices indices, PeftConfig config, string key)
    {
        var shared = new SharedParameters(tree);
        foreach (var (name, tokens) in indices.Layers)
        {
            var node = Find(tree, name);
            TrainableTokens? source = null;
            yield return new ExtraPart(node, (layer, _) => source = Create(layer, node.Path, tokens, config, key));
            var users = BaseLayer.TryCreate(node.Module)?.Store.Parameter is { } vectors ? shared.UsersOf(vectors).ToHashSet() : [];
            foreach (var tied in tree.Where(n => n != node && users.Contains(n.Path) && BaseLayer.TryCreate(n.Module) is { Kind: LayerKind.Linear }))
                yield return new ExtraPart(tied, (layer, _) => new TiedTokens(layer, source!));
        }
    }

    private static ModuleNode Find(IReadOnlyList<ModuleNode> tree, string name)
    {
        var inputs = name.Length == 0 ? (tree[0].Module as ILanguageModel)?.InputEmbeddings : null;
        string wanted = name.Length == 0 ? "embed_tokens" : name;
        return tree.FirstOrDefault(n => inputs is not null ? n.Module == inputs : n.Parent is not null && TargetMatcher.IsNamed(n.Path, wanted))
            ?? throw new TargetModulesNotFoundException([wanted], [.. tree.Where(n => BaseLayer.TryCreate(n.Module) is { Kind: LayerKind.Embedding }).Select(n => n.Path)]);
    }

    private static TrainableTokens Create(BaseLayer layer, string path, long[] tokens, PeftConfig config, string key)
    {
        if (layer.Kind != LayerKind.Embedding)
            throw new PeftConfigException(config.PeftType, [$"tokens are to be trained at '{path}', which is no embedding."]);
        var wrong = tokens.Where(t => t < 0 || t >= layer.InFeatures).Concat(tokens.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key)).ToList();
        if (wrong.Count > 0 || tokens.Length == 0)
        {
            throw new PeftConfigException(config.PeftType, [$"the tokens to be trained at '{path}' are [{string.Join(", ", tokens)}]; "
                + $"they must be some, different ones, from 0 to {layer.InFeatures - 1}."], "Give each token once; enlarge the embedding before adapters are attached if it is to have new ones.");
        }
        return new TrainableTokens(layer, tokens, config.AdapterType(layer), key);
    }
}
