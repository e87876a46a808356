namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class LadderRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        Row("Ladder", () => new LadderConfig { ReductionFactor = 2 }),
        Row("Ladder with dropped layers", () => new LadderConfig { ReductionFactor = 4, LayersToTransform = [1, 2], GateTemperature = 0.5 }),
        Row("Ladder merged with the model's output", () => new LadderConfig { ReductionFactor = 2, MergeLast = true, InitFromBackbone = false }),
    ];

    private static MethodRow Row(string name, Func<LadderConfig> create) => new(name, create) { On = ReferenceModel.WithSide, Merges = false, ActsPerRow = false, StartsUnchanged = false };
}
