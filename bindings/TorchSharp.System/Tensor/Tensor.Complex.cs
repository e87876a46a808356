using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Complex numbers.
    public partial class Tensor
    {
        public Tensor real => Aten.real(this);
        public Tensor imag => Aten.imag(this);

        public Tensor angle() => Aten.angle(this);

        public Tensor conj() => Aten.conj(this);
        public Tensor conj_physical() => Aten.conj_physical(this);
        public Tensor conj_physical_() => Aten.conj_physical_(this);

        public bool is_conj() => Aten.is_conj(this);
        public bool is_neg() => Aten.is_neg(this);

        public Tensor resolve_conj() => Aten.resolve_conj(this);
        public Tensor resolve_neg() => Aten.resolve_neg(this);

        public Tensor view_as_real() => Aten.view_as_real(this);
        public Tensor view_as_complex() => Aten.view_as_complex(this);
    }
}
