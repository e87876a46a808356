namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class TrainableTokensRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("Trainable tokens", () => new TrainableTokensConfig { TokenIndices = [0, 2] }),
    ];
}
