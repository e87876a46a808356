using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Same shape and same values.</summary>
        public bool Equals(Tensor target) => Aten.equal(this, target);
    }
}
