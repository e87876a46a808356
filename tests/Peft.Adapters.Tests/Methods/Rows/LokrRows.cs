namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class LokrRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("LoKr", () => new LokrConfig { Rank = 2 }),
        new("LoKr, both decomposed", () => new LokrConfig { Rank = 1, DecomposeBoth = true, Init = LokrInit.Lycoris }),
        new("KronA", () => new LokrConfig { Rank = 64 }),
        new("LoKr, kernels", () => new LokrConfig { Rank = 2, DecomposeFactor = 2 }) { On = ReferenceModel.Convolutions },
        new("LoKr, factored kernels", () => new LokrConfig { Rank = 1, UseEffectiveConv = true }) { On = ReferenceModel.Convolutions },
        new("LoKr, kernels of one dimension", () => new LokrConfig { Rank = 4 }) { On = ReferenceModel.Sequences },
    ];
}
