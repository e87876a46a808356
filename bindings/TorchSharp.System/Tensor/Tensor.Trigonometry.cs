using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Trigonometric and hyperbolic functions.
    public partial class Tensor
    {
        public Tensor sin() => Aten.sin(this);
        public Tensor sin_() => Aten.sin_(this);

        public Tensor cos() => Aten.cos(this);
        public Tensor cos_() => Aten.cos_(this);

        public Tensor tan() => Aten.tan(this);
        public Tensor tan_() => Aten.tan_(this);

        public Tensor asin() => Aten.asin(this);
        public Tensor asin_() => Aten.asin_(this);
        public Tensor arcsin() => asin();
        public Tensor arcsin_() => asin_();

        public Tensor acos() => Aten.acos(this);
        public Tensor acos_() => Aten.acos_(this);
        public Tensor arccos() => acos();
        public Tensor arccos_() => acos_();

        public Tensor atan() => Aten.atan(this);
        public Tensor atan_() => Aten.atan_(this);
        public Tensor arctan() => atan();
        public Tensor arctan(Tensor other) => atan2(other);
        public Tensor arctan_() => atan_();
        public Tensor arctan_(Tensor other) => atan2_(other);

        public Tensor atan2(Tensor other) => Aten.atan2(this, other);
        public Tensor atan2_(Tensor other) => Aten.atan2_(this, other);
        public Tensor arctan2(Tensor other) => atan2(other);
        public Tensor arctan2_(Tensor other) => atan2_(other);

        public Tensor sinh() => Aten.sinh(this);
        public Tensor sinh_() => Aten.sinh_(this);

        public Tensor cosh() => Aten.cosh(this);
        public Tensor cosh_() => Aten.cosh_(this);

        public Tensor tanh() => Aten.tanh(this);
        public Tensor tanh_() => Aten.tanh_(this);

        public Tensor asinh() => Aten.asinh(this);
        public Tensor asinh_() => Aten.asinh_(this);
        public Tensor arcsinh() => asinh();
        public Tensor arcsinh_() => asinh_();

        public Tensor acosh() => Aten.acosh(this);
        public Tensor acosh_() => Aten.acosh_(this);
        public Tensor arccosh() => acosh();
        public Tensor arccosh_() => acosh_();

        public Tensor atanh() => Aten.atanh(this);
        public Tensor atanh_() => Aten.atanh_(this);
        public Tensor arctanh() => atanh();
        public Tensor arctanh_() => atanh_();

        public Tensor sinc() => Aten.sinc(this);
        public Tensor sinc_() => Aten.sinc_(this);

        public Tensor deg2rad() => Aten.deg2rad(this);
        public Tensor deg2rad_() => Aten.deg2rad_(this);

        public Tensor rad2deg() => Aten.rad2deg(this);
        public Tensor rad2deg_() => Aten.rad2deg_(this);
    }
}
