namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class HiraRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("HiRA", () => new HiraConfig { Rank = 3 }),
        new("HiRA, kernels", () => new HiraConfig { Rank = 3 }) { On = ReferenceModel.Convolutions },
        new("HiRA, embedding and Conv1D", () => new HiraConfig { Rank = 3 }) { On = ReferenceModel.Embeddings },
    ];
}
