using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Special functions.</summary>
    public static class special
    {
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);
        public static Tensor sigmoid(Tensor input) => input.sigmoid();
        public static Tensor sigmoid_(Tensor input) => input.sigmoid_();
        public static Tensor expit(Tensor input) => Aten.special_expit(input);
        public static Tensor logit(Tensor input) => input.logit();

        public static Tensor exp2(Tensor input) => input.exp2();
        public static Tensor expm1(Tensor input) => input.expm1();
        public static Tensor entr(Tensor input) => Aten.special_entr(input);
        public static Tensor sinc(Tensor input) => input.sinc();
        public static Tensor xlog1py(Tensor input, Tensor other) => Aten.special_xlog1py(input, other);

        public static Tensor erf(Tensor input) => input.erf();
        public static Tensor erfc(Tensor input) => input.erfc();
        public static Tensor erfcx(Tensor input) => Aten.special_erfcx(input);
        public static Tensor erfinv(Tensor input) => input.erfinv();
        public static Tensor ndtr(Tensor input) => Aten.special_ndtr(input);
        public static Tensor ndtri(Tensor input) => Aten.special_ndtri(input);

        public static Tensor digamma(Tensor input) => input.digamma();
        public static Tensor psi(Tensor input) => input.digamma();
        public static Tensor polygamma(long n, Tensor input) => Aten.special_polygamma(n, input);
        public static Tensor gammaln(Tensor input) => Aten.special_gammaln(input);
        public static Tensor multigammaln(Tensor input, long p) => Aten.special_multigammaln(input, p);
        public static Tensor gammainc(Tensor input, Tensor other) => Aten.special_gammainc(input, other);
        public static Tensor gammaincc(Tensor input, Tensor other) => Aten.special_gammaincc(input, other);
        public static Tensor zeta(Tensor x, Tensor q) => Aten.special_zeta(x, q);

        public static Tensor i0(Tensor input) => input.i0();
        public static Tensor i0e(Tensor input) => Aten.special_i0e(input);
        public static Tensor i1(Tensor input) => Aten.special_i1(input);
        public static Tensor i1e(Tensor input) => Aten.special_i1e(input);
        public static Tensor airy_ai(Tensor input, Tensor? @out = null) => @out is null ? Aten.special_airy_ai(input) : Aten.special_airy_ai_out(input, @out);

        public static Tensor bessel_j0(Tensor input, Tensor? @out = null) => @out is null ? Aten.special_bessel_j0(input) : Aten.special_bessel_j0_out(input, @out);
        public static Tensor bessel_j1(Tensor input, Tensor? @out = null) => @out is null ? Aten.special_bessel_j1(input) : Aten.special_bessel_j1_out(input, @out);
        public static Tensor bessel_y0(Tensor input, Tensor? @out = null) => @out is null ? Aten.special_bessel_y0(input) : Aten.special_bessel_y0_out(input, @out);
        public static Tensor bessel_y1(Tensor input, Tensor? @out = null) => @out is null ? Aten.special_bessel_y1(input) : Aten.special_bessel_y1_out(input, @out);
        public static Tensor spherical_bessel_j0(Tensor input, Tensor? @out = null) =>
            @out is null ? Aten.special_spherical_bessel_j0(input) : Aten.special_spherical_bessel_j0_out(input, @out);

        public static Tensor modified_bessel_i0(Tensor input, Tensor? @out = null) =>
            @out is null ? Aten.special_modified_bessel_i0(input) : Aten.special_modified_bessel_i0_out(input, @out);
        public static Tensor modified_bessel_i1(Tensor input, Tensor? @out = null) =>
            @out is null ? Aten.special_modified_bessel_i1(input) : Aten.special_modified_bessel_i1_out(input, @out);
        public static Tensor modified_bessel_k0(Tensor input, Tensor? @out = null) =>
            @out is null ? Aten.special_modified_bessel_k0(input) : Aten.special_modified_bessel_k0_out(input, @out);
        public static Tensor modified_bessel_k1(Tensor input, Tensor? @out = null) =>
            @out is null ? Aten.special_modified_bessel_k1(input) : Aten.special_modified_bessel_k1_out(input, @out);
        public static Tensor scaled_modified_bessel_k0(Tensor input, Tensor? @out = null) =>
            @out is null ? Aten.special_scaled_modified_bessel_k0(input) : Aten.special_scaled_modified_bessel_k0_out(input, @out);
        public static Tensor scaled_modified_bessel_k1(Tensor input, Tensor? @out = null) =>
            @out is null ? Aten.special_scaled_modified_bessel_k1(input) : Aten.special_scaled_modified_bessel_k1_out(input, @out);

        public static Tensor chebyshev_polynomial_t(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_chebyshev_polynomial_t(x, n) : Aten.special_chebyshev_polynomial_t_out(x, n, @out);
        public static Tensor chebyshev_polynomial_u(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_chebyshev_polynomial_u(x, n) : Aten.special_chebyshev_polynomial_u_out(x, n, @out);
        public static Tensor chebyshev_polynomial_v(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_chebyshev_polynomial_v(x, n) : Aten.special_chebyshev_polynomial_v_out(x, n, @out);
        public static Tensor chebyshev_polynomial_w(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_chebyshev_polynomial_w(x, n) : Aten.special_chebyshev_polynomial_w_out(x, n, @out);

        public static Tensor shifted_chebyshev_polynomial_t(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_shifted_chebyshev_polynomial_t(x, n) : Aten.special_shifted_chebyshev_polynomial_t_out(x, n, @out);
        public static Tensor shifted_chebyshev_polynomial_u(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_shifted_chebyshev_polynomial_u(x, n) : Aten.special_shifted_chebyshev_polynomial_u_out(x, n, @out);
        public static Tensor shifted_chebyshev_polynomial_v(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_shifted_chebyshev_polynomial_v(x, n) : Aten.special_shifted_chebyshev_polynomial_v_out(x, n, @out);
        public static Tensor shifted_chebyshev_polynomial_w(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_shifted_chebyshev_polynomial_w(x, n) : Aten.special_shifted_chebyshev_polynomial_w_out(x, n, @out);

        public static Tensor hermite_polynomial_h(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_hermite_polynomial_h(x, n) : Aten.special_hermite_polynomial_h_out(x, n, @out);
        public static Tensor hermite_polynomial_he(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_hermite_polynomial_he(x, n) : Aten.special_hermite_polynomial_he_out(x, n, @out);
        public static Tensor laguerre_polynomial_l(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_laguerre_polynomial_l(x, n) : Aten.special_laguerre_polynomial_l_out(x, n, @out);
        public static Tensor legendre_polynomial_p(Tensor x, Tensor n, Tensor? @out = null) =>
            @out is null ? Aten.special_legendre_polynomial_p(x, n) : Aten.special_legendre_polynomial_p_out(x, n, @out);
    }
}
