using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Trainable tokens as the library finds them. An output layer that shares the embedding's weight follows, as in PEFT.</summary>
public sealed class TrainableTokensMethod : AdapterMethod<TrainableTokensConfig>
{
    private const string Key = "trainable_tokens_delta";

    /// <inheritdoc/>
    public override MethodInfo About => new("Trainable tokens", MethodFamily.Selection, "huggingface/peft");

    /// <inheritdoc/>
    public override PeftConfig CreateConfig() => new TrainableTokensConfig { TokenIndices = [0, 1] };

    /// <inheritdoc/>
    public override bool CanAdapt(BaseLayer layer) => layer is { Kind: LayerKind.Embedding or LayerKind.Linear };

    /// <inheritdoc/>
    protected override Adapter Create(BaseLayer layer, string path, TrainableTokensConfig config) =>
        TokenParts.Create(layer, path, [.. config.TokenIndices], config, Key, config.InitWeights);

    /// <inheritdoc/>
    internal override Adapter CreateTied(BaseLayer layer, string path, PeftConfig config, Adapter source) => new TiedTokens(layer, (TrainableTokens)source, Key);

    /// <inheritdoc/>
    internal override IEnumerable<ExtraPart> ExtraParts(IReadOnlyList<ModuleNode> tree, PeftConfig config) => config is TrainableTokensConfig { HasNoTargets: true } tokens
        ? TokenParts.Of(tree, TokenIndices.OfInputs([.. tokens.TokenIndices]), config, Key, Key, tokens.InitWeights)
        : [];
}
