namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class Ia3Rows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("(IA)³", () => new Ia3Config()) { ActsThroughWeight = false },
        new("(IA)³, inputs", () => new Ia3Config { TargetModules = ["lin0", "lin1"], FeedforwardModules = ["lin1"] }) { ActsThroughWeight = false },
        new("(IA)³, kernels", () => new Ia3Config { TargetModules = ["conv0"], FeedforwardModules = ["conv0"] }) { On = ReferenceModel.Convolutions },
    ];
}
