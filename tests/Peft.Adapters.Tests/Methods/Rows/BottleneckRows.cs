namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class BottleneckRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("Bottleneck", () => new BottleneckConfig { ReductionFactor = 4 }) { Merges = false, ActsThroughWeight = false },
        new("Bottleneck, parallel, trained scale", () => new BottleneckConfig { ReductionFactor = 4, IsParallel = true, Nonlinearity = Nonlinearity.Tanh, Scaling = null }) { Merges = false, ActsThroughWeight = false },
        new("Bottleneck beside a block", () => new BottleneckConfig { ReductionFactor = 2, IsParallel = true, Nonlinearity = Nonlinearity.Silu, Scaling = 4 })
        {
            On = ReferenceModel.Blocks,
            Merges = false,
            ActsThroughWeight = false,
        },
    ];
}
