using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Activation functions.
    public partial class Tensor
    {
        public Tensor relu() => Aten.relu(this);
        public Tensor relu_() => Aten.relu_(this);

        public Tensor relu6() => Aten.relu6(this);
        public Tensor relu6_() => Aten.relu6_(this);

        public Tensor leaky_relu(Scalar negative_slope) => Aten.leaky_relu(this, negative_slope);
        public Tensor leaky_relu_(Scalar negative_slope) => Aten.leaky_relu_(this, negative_slope);

        public Tensor prelu(Tensor target) => Aten.prelu(this, target);

        public Tensor rrelu(double lower = 0.125, double upper = 1.0 / 3) => Aten.rrelu(this, lower, upper);
        public Tensor rrelu_(double lower = 0.125, double upper = 1.0 / 3) => Aten.rrelu_(this, lower, upper);

        public Tensor elu(double alpha = 1) => Aten.elu(this, alpha);
        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Aten.elu(this, alpha, scale, input_scale);
        public Tensor elu_(double alpha = 1) => Aten.elu_(this, alpha);
        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Aten.elu_(this, alpha, scale, input_scale);

        public Tensor celu() => Aten.celu(this);
        public Tensor celu(Scalar alpha) => Aten.celu(this, alpha);
        public Tensor celu_() => Aten.celu_(this);
        public Tensor celu_(Scalar alpha) => Aten.celu_(this, alpha);

        public Tensor selu() => Aten.selu(this);
        public Tensor selu_() => Aten.selu_(this);

        public Tensor gelu() => Aten.gelu(this);
        public Tensor gelu(Modules.GELU.Approximate approximate) => Aten.gelu(this, approximate.ToString());
        public Tensor gelu_() => Aten.gelu_(this);
        public Tensor gelu_(Modules.GELU.Approximate approximate) => Aten.gelu_(this, approximate.ToString());

        public Tensor glu(long dim = -1) => Aten.glu(this, dim);

        public Tensor silu() => Aten.silu(this);
        public Tensor silu_() => Aten.silu_(this);

        public Tensor sigmoid() => Aten.sigmoid(this);
        public Tensor sigmoid_() => Aten.sigmoid_(this);

        public Tensor log_sigmoid() => Aten.log_sigmoid(this);

        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.softplus(this, beta, threshold);

        public Tensor hardsigmoid() => Aten.hardsigmoid(this);
        public Tensor hardsigmoid_() => Aten.hardsigmoid_(this);

        public Tensor hardswish() => Aten.hardswish(this);
        public Tensor hardswish_() => Aten.hardswish_(this);

        public Tensor hardtanh(Scalar min, Scalar max) => Aten.hardtanh(this, min, max);
        public Tensor hardtanh_(Scalar min, Scalar max) => Aten.hardtanh_(this, min, max);

        public Tensor threshold(Scalar threshold, Scalar value) => Aten.threshold(this, threshold, value);
        public Tensor threshold_(Scalar threshold, Scalar value) => Aten.threshold_(this, threshold, value);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int(this, dim, dtype);
    }
}
