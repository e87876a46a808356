using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // In place means: the argument is changed, and the result is another wrapper of it.
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Aten.relu_(x).alias() : Aten.relu(x);

            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? Aten.relu6_(x).alias() : Aten.relu6(x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Aten.leaky_relu_(input, negative_slope).alias() : Aten.leaky_relu(input, negative_slope);

            public static Tensor prelu(Tensor input, Tensor weight) => Aten.prelu(input, weight);

            public static Tensor rrelu(Tensor x, double lower = 0.125, double upper = 1.0 / 3, bool inplace = false) =>
                inplace ? Aten.rrelu_(x, lower, upper).alias() : Aten.rrelu(x, lower, upper);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => inplace ? Aten.elu_(x, alpha).alias() : Aten.elu(x, alpha);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => inplace ? Aten.celu_(x, alpha).alias() : Aten.celu(x, alpha);

            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? Aten.selu_(x).alias() : Aten.selu(x);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Aten.silu_(x).alias() : Aten.silu(x);

            public static Tensor mish(Tensor x, bool inplace = false) => inplace ? Aten.mish_(x).alias() : Aten.mish(x);

            public static Tensor gelu(Tensor x) => Aten.gelu(x);

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            public static Tensor gelu(Tensor x, Modules.GELU.Approximate approximate, bool inplace = false) =>
                inplace ? Aten.gelu_(x, approximate.ToString()).alias() : Aten.gelu(x, approximate.ToString());

            public static Tensor sigmoid(Tensor x) => Aten.sigmoid(x);

            public static Tensor sigmoid(Tensor x, bool inplace) => inplace ? Aten.sigmoid_(x).alias() : Aten.sigmoid(x);

            public static Tensor logsigmoid(Tensor x) => Aten.log_sigmoid(x);

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? Aten.tanh_(x).alias() : Aten.tanh(x);

            public static Tensor hardtanh(Tensor x, double min_val = -1, double max_val = 1, bool inplace = false) =>
                inplace ? Aten.hardtanh_(x, min_val, max_val).alias() : Aten.hardtanh(x, min_val, max_val);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => inplace ? Aten.hardsigmoid_(input).alias() : Aten.hardsigmoid(input);

            public static Tensor hardswish(Tensor input, bool inplace = false) => inplace ? Aten.hardswish_(input).alias() : Aten.hardswish(input);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.softplus(x, beta, threshold);

            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var absolute = Aten.abs(x);
                using var divisor = Aten.add_Scalar(absolute, 1);
                return inplace ? Aten.div__Tensor(x, divisor).alias() : Aten.div_Tensor(x, divisor);
            }

            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var tangent = Aten.tanh(x);
                return inplace ? Aten.sub__Tensor(x, tangent).alias() : Aten.sub_Tensor(x, tangent);
            }

            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Aten.hardshrink(x, lambda);

            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Aten.softshrink(x, lambda);

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                inplace ? Aten.threshold_(x, threshold, value).alias() : Aten.threshold(x, threshold, value);

            public static Tensor glu(Tensor input, long dim = -1) => Aten.glu(input, dim);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.softmax_int(input, dim, dtype);

            public static Tensor softmax2d(Tensor x) => softmax(x, -3);

            public static Tensor softmin(Tensor x, long dim)
            {
                using var negative = Aten.neg(x);
                return softmax(negative, dim);
            }

            public static Tensor log_softmax(Tensor x, long dim) => Aten.log_softmax_int(x, dim);
        }
    }
}
