using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Sums, products, quotients, powers and their in-place forms, which return this tensor.
    public partial class Tensor
    {
        public Tensor add(Scalar scalar) => Aten.add_Scalar(this, scalar);
        public Tensor add(Tensor target) => Aten.add_Tensor(this, target);
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.add_Scalar(this, scalar, alpha);
        public Tensor add(Tensor target, Scalar alpha) => Aten.add_Tensor(this, target, alpha);
        public Tensor add_(Scalar scalar) => Aten.add__Scalar(this, scalar);
        public Tensor add_(Tensor target) => Aten.add__Tensor(this, target);
        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.add__Scalar(this, scalar, alpha);
        public Tensor add_(Tensor target, Scalar alpha) => Aten.add__Tensor(this, target, alpha);

        public Tensor sub(Scalar target) => Aten.sub_Scalar(this, target);
        public Tensor sub(Tensor target) => Aten.sub_Tensor(this, target);
        public Tensor sub_(Scalar target) => Aten.sub__Scalar(this, target);
        public Tensor sub_(Tensor target) => Aten.sub__Tensor(this, target);

        public Tensor subtract(Scalar target) => sub(target);
        public Tensor subtract(Tensor target) => sub(target);
        public Tensor subtract_(Scalar target) => sub_(target);
        public Tensor subtract_(Tensor target) => sub_(target);

        public Tensor mul(Scalar target) => Aten.mul_Scalar(this, target);
        public Tensor mul(Tensor target) => Aten.mul_Tensor(this, target);
        public Tensor mul_(Scalar target) => Aten.mul__Scalar(this, target);
        public Tensor mul_(Tensor target) => Aten.mul__Tensor(this, target);

        public Tensor multiply(Scalar target) => mul(target);
        public Tensor multiply(Tensor target) => mul(target);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div_Scalar_mode(this, target, NameOf(rounding_mode));
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div_Tensor_mode(this, target, NameOf(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div__Scalar_mode(this, target, NameOf(rounding_mode));
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Aten.div__Tensor_mode(this, target, NameOf(rounding_mode));

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor true_divide(Scalar other) => Aten.div_Scalar(this, other);
        public Tensor true_divide(Tensor other) => Aten.div_Tensor(this, other);
        public Tensor true_divide_(Scalar other) => Aten.div__Scalar(this, other);
        public Tensor true_divide_(Tensor other) => Aten.div__Tensor(this, other);

        public Tensor floor_divide(Scalar other) => Aten.floor_divide_Scalar(this, other);
        public Tensor floor_divide(Tensor other) => Aten.floor_divide(this, other);
        public Tensor floor_divide_(Scalar other) => Aten.floor_divide__Scalar(this, other);
        public Tensor floor_divide_(Tensor other) => Aten.floor_divide__Tensor(this, other);

        public Tensor remainder(Scalar scalar) => Aten.remainder_Scalar(this, scalar);
        public Tensor remainder(Tensor target) => Aten.remainder_Tensor(this, target);
        public Tensor remainder_(Scalar scalar) => Aten.remainder__Scalar(this, scalar);
        public Tensor remainder_(Tensor target) => Aten.remainder__Tensor(this, target);

        public Tensor fmod(Scalar scalar) => Aten.fmod_Scalar(this, scalar);
        public Tensor fmod(Tensor target) => Aten.fmod_Tensor(this, target);
        public Tensor fmod_(Scalar scalar) => Aten.fmod__Scalar(this, scalar);
        public Tensor fmod_(Tensor target) => Aten.fmod__Tensor(this, target);

        public Tensor pow(Scalar exponent) => Aten.pow_Tensor_Scalar(this, exponent);
        public Tensor pow(Tensor exponent) => Aten.pow_Tensor_Tensor(this, exponent);
        public Tensor pow_(Scalar exponent) => Aten.pow__Scalar(this, exponent);
        public Tensor pow_(Tensor exponent) => Aten.pow__Tensor(this, exponent);

        public Tensor float_power(Tensor target) => Aten.float_power_Tensor_Tensor(this, target);
        public Tensor float_power_(Tensor target) => Aten.float_power__Tensor(this, target);

        public Tensor square() => Aten.square(this);

        public Tensor neg() => Aten.neg(this);
        public Tensor neg_() => Aten.neg_(this);
        public Tensor negative() => neg();
        public Tensor positive() => Aten.positive(this);

        public Tensor reciprocal() => Aten.reciprocal(this);
        public Tensor reciprocal_() => Aten.reciprocal_(this);

        public Tensor sqrt() => Aten.sqrt(this);
        public Tensor sqrt_() => Aten.sqrt_(this);

        public Tensor rsqrt() => Aten.rsqrt(this);
        public Tensor rsqrt_() => Aten.rsqrt_(this);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul(this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcmul_(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.addcdiv(this, tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv(this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.addcdiv_(this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.addcdiv_(this, tensor1, tensor2, value);

        public Tensor lerp(Tensor end, Tensor weight) => Aten.lerp_Tensor(this, end, weight);
        public Tensor lerp_(Tensor end, Tensor weight) => Aten.lerp__Tensor(this, end, weight);

        public Tensor ldexp(Tensor other) => Aten.ldexp_Tensor(this, other);
        public Tensor ldexp_(Tensor other) => Aten.ldexp_(this, other);

        public Tensor gcd(Tensor other) => Aten.gcd(this, other);
        public Tensor gcd_(Tensor other) => Aten.gcd_(this, other);

        public Tensor lcm(Tensor other) => Aten.lcm(this, other);
        public Tensor lcm_(Tensor other) => Aten.lcm_(this, other);

        public Tensor hypot(Tensor other) => Aten.hypot(this, other);

        public Tensor nextafter(Tensor other) => Aten.nextafter(this, other);
        public Tensor nextafter_(Tensor other) => Aten.nextafter_(this, other);

        private static string? NameOf(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
