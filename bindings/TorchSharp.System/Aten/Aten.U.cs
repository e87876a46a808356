// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -&gt; Tensor(a!)</c></summary>
    internal static Tensor uniform_(Tensor self, double from = 0.0, double to = 1.0, Generator? generator = null)
    {
        var args = stackalloc Value[] { self, from, to, generator };
        s_uniform_.InPlace(args, 4);
        GC.KeepAlive(self);
        GC.KeepAlive(generator);
        return self;
    }

    private static readonly Operator s_uniform_ = new("aten::uniform_");
}
