namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class BoftRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("BOFT", () => new BoftConfig()),
        new("BOFT, three factors", () => new BoftConfig { ButterflyFactors = 3 }),
        new("BOFT, kernels", () => new BoftConfig { BlockSize = 9 }) { On = ReferenceModel.Convolutions },
    ];
}
