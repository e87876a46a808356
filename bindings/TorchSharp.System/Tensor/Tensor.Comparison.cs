using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Elementwise comparisons and tests.
    public partial class Tensor
    {
        public Tensor eq(Scalar target) => Aten.eq_Scalar(this, target);
        public Tensor eq(Tensor target) => Aten.eq_Tensor(this, target);
        public Tensor eq_(Scalar target) => Aten.eq__Scalar(this, target);
        public Tensor eq_(Tensor target) => Aten.eq__Tensor(this, target);
        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Scalar target) => Aten.ne_Scalar(this, target);
        public Tensor ne(Tensor target) => Aten.ne_Tensor(this, target);
        public Tensor ne_(Scalar target) => Aten.ne__Scalar(this, target);
        public Tensor ne_(Tensor target) => Aten.ne__Tensor(this, target);
        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor not_equal_(Tensor target) => ne_(target);

        public Tensor lt(Scalar target) => Aten.lt_Scalar(this, target);
        public Tensor lt(Tensor target) => Aten.lt_Tensor(this, target);
        public Tensor lt_(Scalar target) => Aten.lt__Scalar(this, target);
        public Tensor lt_(Tensor target) => Aten.lt__Tensor(this, target);
        public Tensor less(Tensor target) => lt(target);

        public Tensor le(Scalar target) => Aten.le_Scalar(this, target);
        public Tensor le(Tensor target) => Aten.le_Tensor(this, target);
        public Tensor le_(Scalar target) => Aten.le__Scalar(this, target);
        public Tensor le_(Tensor target) => Aten.le__Tensor(this, target);
        public Tensor less_equal(Tensor target) => le(target);
        public Tensor less_equal_(Tensor target) => le_(target);

        public Tensor gt(Scalar target) => Aten.gt_Scalar(this, target);
        public Tensor gt(Tensor target) => Aten.gt_Tensor(this, target);
        public Tensor gt_(Scalar target) => Aten.gt__Scalar(this, target);
        public Tensor gt_(Tensor target) => Aten.gt__Tensor(this, target);
        public Tensor greater(Tensor target) => gt(target);

        public Tensor ge(Scalar target) => Aten.ge_Scalar(this, target);
        public Tensor ge(Tensor target) => Aten.ge_Tensor(this, target);
        public Tensor ge_(Scalar target) => Aten.ge__Scalar(this, target);
        public Tensor ge_(Tensor target) => Aten.ge__Tensor(this, target);
        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor maximum(Tensor other) => Aten.maximum(this, other);
        public Tensor minimum(Tensor other) => Aten.minimum(this, other);
        public Tensor fmax(Tensor other) => Aten.fmax(this, other);
        public Tensor fmin(Tensor other) => Aten.fmin(this, other);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Aten.allclose(this, target, rtol, atol, equal_nan);
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Aten.isclose(this, other, rtol, atol, nanEqual);
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => Aten.isin_Tensor_Tensor(this, test_elements, assumeUnique, invert);

        public Tensor isfinite() => Aten.isfinite(this);
        public Tensor isinf() => Aten.isinf(this);
        public Tensor isposinf() => Aten.isposinf(this);
        public Tensor isneginf() => Aten.isneginf(this);
        public Tensor isnan() => Aten.isnan(this);
        public Tensor isreal() => Aten.isreal(this);

        /// <summary>Same shape and same values.</summary>
        public bool Equals(Tensor target) => target is not null && Aten.equal(this, target);
    }
}
