namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class HraRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("HRA", () => new HraConfig { Rank = 4 }),
        new("HRA, orthogonal", () => new HraConfig { Rank = 3, Orthogonalize = true }) { StartsUnchanged = false },
        new("HRA, kernels", () => new HraConfig { Rank = 4 }) { On = ReferenceModel.Convolutions },
    ];
}
