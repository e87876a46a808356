namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class LohaRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("LoHa", () => new LohaConfig { Rank = 3 }),
        new("LoHa, kernels", () => new LohaConfig { Rank = 3 }) { On = ReferenceModel.Convolutions },
        new("LoHa, factored kernels", () => new LohaConfig { Rank = 3, UseEffectiveConv = true }) { On = ReferenceModel.Convolutions },
    ];
}
