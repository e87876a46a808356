namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class TrainableTokensRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("Trainable tokens", () => new TrainableTokensConfig { TokenIndices = [0, 2] }),
        new("Trainable tokens, embedding", () => new TrainableTokensConfig { TokenIndices = [1, 5] }) { On = ReferenceModel.Embeddings with { Targets = ["emb"] } },
    ];
}
