using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Where an adapter that trains tokens has parts: at the layers that it names, and at output layers that share an embedding's weight.</summary>
internal static class TokenParts
{
    internal static IEnumerable<ExtraPart> Of(IReadOnlyList<ModuleNode> tree, TokenIndices indices, PeftConfig config, string key, string? keyOfTied = null, bool copies = true)
    {
        var shared = new SharedParameters(tree);
        var wanted = indices.Layers.Select(l => (Node: Find(tree, l.Key), Tokens: l.Value)).ToList();
        foreach (var (node, tokens) in wanted)
        {
            var tied = Tied(node).ToList();
            if (wanted.Exists(w => w.Node != node && Tied(w.Node).Contains(node) && HaveTheSame(w, (node, tokens))))
                continue;
            Adapter? source = null;
            yield return new ExtraPart(node, (layer, _) => source = Create(layer, node.Path, tokens, config, key, copies));
            foreach (var other in tied.Where(n => !wanted.Exists(w => w.Node == n && !HaveTheSame((node, tokens), w))))
                yield return new ExtraPart(other, (layer, _) => new TiedTokens(layer, (TrainableTokens)source!, keyOfTied));
        }

        // Output layers that follow an embedding.
        IEnumerable<ModuleNode> Tied(ModuleNode node)
        {
            var users = BaseLayer.TryCreate(node.Module) is { Kind: LayerKind.Embedding, Store.Parameter: { } vectors } ? shared.UsersOf(vectors).ToHashSet() : [];
            return tree.Where(n => n != node && users.Contains(n.Path) && BaseLayer.TryCreate(n.Module) is { Kind: LayerKind.Linear });
        }

        bool HaveTheSame((ModuleNode Node, long[] Tokens) one, (ModuleNode Node, long[] Tokens) other) => one.Tokens.SequenceEqual(other.Tokens) || (config.TiesWeights
            ? throw new PeftConfigException(config.PeftType, [$"EnsureWeightTying is true, but '{one.Node.Path}' and '{other.Node.Path}', which share a weight, are to train different tokens."], "Name the same tokens for both, or the embedding alone.")
            : false);
    }

    private static ModuleNode Find(IReadOnlyList<ModuleNode> tree, string name)
    {
        var inputs = name.Length == 0 ? (tree[0].Module as ILanguageModel)?.InputEmbeddings : null;
        string wanted = name.Length == 0 ? "embed_tokens" : name;
        return tree.FirstOrDefault(n => inputs is not null ? n.Module == inputs : n.Parent is not null && TargetMatcher.IsNamed(n.Path, wanted))
            ?? throw new TargetModulesNotFoundException([wanted], [.. tree.Where(n => BaseLayer.TryCreate(n.Module) is { Kind: LayerKind.Embedding }).Select(n => n.Path)], nameof(LoraConfig.TrainableTokens));
    }

    /// <param name="layer">An embedding or an output layer.</param>
    /// <param name="path">Its path.</param>
    /// <param name="tokens">Whose vectors are trained.</param>
    /// <param name="config">The adapter's configuration.</param>
    /// <param name="key">What the vectors are called in checkpoints.</param>
    /// <param name="copies">Whether they start as the layer's own.</param>
    internal static Adapter Create(BaseLayer layer, string path, long[] tokens, PeftConfig config, string key, bool copies)
    {
        if (layer.Kind is not (LayerKind.Embedding or LayerKind.Linear))
            throw new PeftConfigException(config.PeftType, [$"tokens are to be trained at '{path}', which is neither an embedding nor an output layer."]);
        long vocabulary = layer.Kind == LayerKind.Embedding ? layer.InFeatures : layer.OutFeatures;
        var wrong = tokens.Where(t => t < 0 || t >= vocabulary).Concat(tokens.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key)).ToList();
        if (wrong.Count > 0 || tokens.Length == 0)
        {
            throw new PeftConfigException(config.PeftType, [$"the tokens to be trained at '{path}' are [{string.Join(", ", tokens)}]; "
                + $"they must be some, different ones, from 0 to {vocabulary - 1}."], "Give each token once; enlarge the embedding before adapters are attached if it is to have new ones.");
        }
        var type = config.AdapterType(layer);
        return layer.Kind == LayerKind.Embedding ? new TrainableTokens(layer, tokens, type, key, copies) : new OutputTokens(layer, tokens, type, key, copies);
    }
}
