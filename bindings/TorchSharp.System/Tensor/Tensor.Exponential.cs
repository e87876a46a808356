using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Exponentials, logarithms and the special functions built on them.
    public partial class Tensor
    {
        public Tensor exp() => Aten.exp(this);
        public Tensor exp_() => Aten.exp_(this);

        public Tensor exp2() => Aten.exp2(this);
        public Tensor exp2_() => Aten.exp2_(this);

        public Tensor expm1() => Aten.expm1(this);
        public Tensor expm1_() => Aten.expm1_(this);

        public Tensor log() => Aten.log(this);
        public Tensor log_() => Aten.log_(this);

        public Tensor log2() => Aten.log2(this);
        public Tensor log2_() => Aten.log2_(this);

        public Tensor log10() => Aten.log10(this);
        public Tensor log10_() => Aten.log10_(this);

        public Tensor log1p() => Aten.log1p(this);
        public Tensor log1p_() => Aten.log1p_(this);

        public Tensor logaddexp(Tensor other) => Aten.logaddexp(this, other);
        public Tensor logaddexp2(Tensor other) => Aten.logaddexp2(this, other);

        public Tensor logit(double? eps = null) => Aten.logit(this, eps);
        public Tensor logit_(double? eps = null) => Aten.logit_(this, eps);

        public Tensor xlogy(Scalar y) => Aten.xlogy_Scalar_Other(this, y);
        public Tensor xlogy(Tensor y) => Aten.xlogy_Tensor(this, y);
        public Tensor xlogy_(Scalar y) => Aten.xlogy__Scalar_Other(this, y);
        public Tensor xlogy_(Tensor y) => Aten.xlogy__Tensor(this, y);

        public Tensor erf() => Aten.erf(this);
        public Tensor erf_() => Aten.erf_(this);

        public Tensor erfc() => Aten.erfc(this);
        public Tensor erfc_() => Aten.erfc_(this);

        public Tensor erfinv() => Aten.erfinv(this);
        public Tensor erfinv_() => Aten.erfinv_(this);

        public Tensor lgamma() => Aten.lgamma(this);
        public Tensor lgamma_() => Aten.lgamma_(this);

        public Tensor mvlgamma(long p) => Aten.mvlgamma(this, p);
        public Tensor mvlgamma_(long p) => Aten.mvlgamma_(this, p);

        public Tensor digamma() => Aten.digamma(this);
        public Tensor digamma_() => Aten.digamma_(this);

        public Tensor polygamma(long p) => Aten.polygamma(p, this);
        public Tensor polygamma_(long p) => Aten.polygamma_(this, p);

        public Tensor igamma(Tensor other) => Aten.igamma(this, other);
        public Tensor igammac(Tensor other) => Aten.igammac(this, other);

        public Tensor i0() => Aten.i0(this);
        public Tensor i0_() => Aten.i0_(this);

        public (Tensor Mantissa, Tensor Exponent) frexp() => Aten.frexp_Tensor(this);
    }
}
