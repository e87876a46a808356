namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class CompacterRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("Compacter", () => new CompacterConfig { ReductionFactor = 4 }) { Merges = false, ActsThroughWeight = false },
        new("Compacter after a block", () => new CompacterConfig { ReductionFactor = 2, Products = 2, Rank = 2 }) { On = ReferenceModel.Blocks, Merges = false, ActsThroughWeight = false },
    ];
}
