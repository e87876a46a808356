namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class UniPeltRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("UniPELT", () => new UniPeltConfig { Adapters = ["lora", "bottleneck"] })
        {
            Used = new Dictionary<string, Func<PeftConfig>>
            {
                ["lora"] = () => new LoraConfig { Init = LoraInit.Random },
                ["bottleneck"] = () => new BottleneckConfig { ReductionFactor = 4, InitWeights = false, TargetModules = ["lin1"] },
            },
            Merges = false,
            ActsThroughWeight = false,
            StartsUnchanged = false,
        },
        new("UniPELT around a block", () => new UniPeltConfig { Adapters = ["beside", "after"] })
        {
            On = ReferenceModel.Blocks,
            Used = new Dictionary<string, Func<PeftConfig>>
            {
                ["beside"] = () => new BottleneckConfig { ReductionFactor = 2, IsParallel = true, InitWeights = false },
                ["after"] = () => new CompacterConfig { ReductionFactor = 2, Products = 2, InitWeights = false },
            },
            Merges = false,
            ActsThroughWeight = false,
            StartsUnchanged = false,
        },
    ];
}
