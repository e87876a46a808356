namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class AdaLoraRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("AdaLoRA", () => new AdaLoraConfig { TargetRank = 2, InitialRank = 4, TotalSteps = 10 }),
        new("AdaLoRA, kernels", () => new AdaLoraConfig { TargetRank = 2, InitialRank = 4, TotalSteps = 10 }) { On = ReferenceModel.Convolutions },
    ];
}
