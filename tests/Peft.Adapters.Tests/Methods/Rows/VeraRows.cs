namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class VeraRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("VeRA", () => new VeraConfig { Rank = 6 }),
        new("VeRA without its projections", () => new VeraConfig { Rank = 6, ProjectionKey = 5, SaveProjection = false }),
    ];
}
