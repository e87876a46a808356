namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class BitFitRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("BitFit", () => new BitFitConfig()) { ActsPerRow = false },
    ];
}
