namespace Peft.Adapters.Tests.Methods.Rows;

internal sealed class OftRows : IMethodRows
{
    public IEnumerable<MethodRow> Rows =>
    [
        new("OFT", () => new OftConfig { BlockSize = 4 }),
        new("OFT, exact", () => new OftConfig { BlockSize = 0, Blocks = 2, UseCayleyNeumann = false }),
        new("OFT, one block", () => new OftConfig { BlockSize = 8, SharesBlock = true }),
        new("OFT, constrained", () => new OftConfig { BlockSize = 4, Constrained = true, Epsilon = 0.5 }) { HasExactGradients = false },
        new("OFT, kernels", () => new OftConfig { BlockSize = 4 }) { On = ReferenceModel.Convolutions },
    ];
}
