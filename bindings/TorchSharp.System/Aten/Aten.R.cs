// Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
using static TorchSharp.torch;

namespace TorchSharp.Native;

internal static unsafe partial class Aten
{
    /// <summary><c>aten::rand.generator(int[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor rand_generator(long[] size, Generator? generator, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), generator, dtype, default, device, default };
            var result = s_rand_generator.Tensor(args, 6);
            GC.KeepAlive(generator);
            return result;
        }
    }

    private static readonly Operator s_rand_generator = new("aten::rand", "generator");

    /// <summary><c>aten::randn.generator(int[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -&gt; Tensor</c></summary>
    internal static Tensor randn_generator(long[] size, Generator? generator, ScalarType? dtype = null, Device? device = null)
    {
        fixed (long* size_ = size)
        {
            var args = stackalloc Value[] { Value.List(size_, size), generator, dtype, default, device, default };
            var result = s_randn_generator.Tensor(args, 6);
            GC.KeepAlive(generator);
            return result;
        }
    }

    private static readonly Operator s_randn_generator = new("aten::randn", "generator");
}
