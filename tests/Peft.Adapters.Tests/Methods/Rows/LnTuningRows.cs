namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class LnTuningRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("LN tuning", () => new LnTuningConfig()) { On = ReferenceModel.Norms, ActsPerRow = false },
    ];
}
