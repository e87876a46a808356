namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class ShiraRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("SHiRA", () => new ShiraConfig { Rank = 3, Seed = 2 }),
    ];
}
