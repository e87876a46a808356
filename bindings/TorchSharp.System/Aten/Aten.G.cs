#nullable enable
// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::geometric_(Tensor(a!) self, float p, *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor geometric_(Tensor self, double p, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, p, generator };
        s_geometric_.InPlace(args, 3);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_geometric_ = new("aten::geometric_");
}
