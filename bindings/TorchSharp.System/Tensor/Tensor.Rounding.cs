using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Rounding, clamping and signs.
    public partial class Tensor
    {
        public Tensor floor() => Aten.floor(this);
        public Tensor floor_() => Aten.floor_(this);

        public Tensor ceil() => Aten.ceil(this);
        public Tensor ceil_() => Aten.ceil_(this);

        public Tensor round(long decimals = 0) => decimals == 0 ? Aten.round(this) : Aten.round_decimals(this, decimals);
        public Tensor round_(long decimals = 0) => decimals == 0 ? Aten.round_(this) : Aten.round__decimals(this, decimals);

        public Tensor trunc() => Aten.trunc(this);
        public Tensor trunc_() => Aten.trunc_(this);
        public Tensor fix() => trunc();
        public Tensor fix_() => trunc_();

        public Tensor frac() => Aten.frac(this);
        public Tensor frac_() => Aten.frac_(this);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.clamp(this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.clamp_Tensor(this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.clamp_(this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.clamp__Tensor(this, min, max);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_min(Scalar min) => Aten.clamp_min(this, min);
        public Tensor clamp_min_(Scalar min) => Aten.clamp_min_(this, min);

        public Tensor clamp_max(Scalar max) => Aten.clamp_max(this, max);
        public Tensor clamp_max_(Scalar max) => Aten.clamp_max_(this, max);

        public Tensor abs() => Aten.abs(this);
        public Tensor abs_() => Aten.abs_(this);
        public Tensor absolute() => abs();
        public Tensor absolute_() => abs_();

        public Tensor sign() => Aten.sign(this);
        public Tensor sign_() => Aten.sign_(this);

        public Tensor sgn() => Aten.sgn(this);
        public Tensor sgn_() => Aten.sgn_(this);

        public Tensor signbit() => Aten.signbit(this);

        public Tensor copysign(Tensor other) => Aten.copysign_Tensor(this, other);
        public Tensor copysign_(Tensor other) => Aten.copysign__Tensor(this, other);

        public Tensor heaviside(Tensor other) => Aten.heaviside(this, other);
        public Tensor heaviside_(Tensor other) => Aten.heaviside_(this, other);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Aten.nan_to_num(this, nan, posinf, neginf);
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) => Aten.nan_to_num_(this, nan, posinf, neginf);
    }
}
