namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class AdapterFusionRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        Row("AdapterFusion", () => new BottleneckConfig { ReductionFactor = 4, Nonlinearity = Nonlinearity.Tanh, InitWeights = false }),
        Row("AdapterFusion with Compacter", () => new CompacterConfig { ReductionFactor = 4, InitWeights = false }),
        Row("AdapterFusion beside a block", () => new BottleneckConfig { ReductionFactor = 2, IsParallel = true, Scaling = 4, InitWeights = false }) with { On = ReferenceModel.Blocks },
    ];

    private static MethodRow Row(string name, Func<PeftConfig> other) => new(name, () => new AdapterFusionConfig { Adapters = ["first", "second", "third"] })
    {
        Used = new Dictionary<string, Func<PeftConfig>>
        {
            ["first"] = () => new BottleneckConfig { ReductionFactor = 4, InitWeights = false },
            ["second"] = () => new BottleneckConfig { ReductionFactor = 2, Nonlinearity = Nonlinearity.Gelu, Scaling = null, InitWeights = false },
            ["third"] = other,
        },
        Merges = false,
        ActsThroughWeight = false,
        StartsUnchanged = false,
    };
}
