using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Initialisation in place, not recorded by autograd. With the same seed the values are PyTorch's.</summary>
        public static class init
        {
            public enum NonlinearityType
            {
                Linear = 0, Conv1D = 1, Conv2D = 2, Conv3D = 3, ConvTranspose1D = 4, ConvTranspose2D = 5, ConvTranspose3D = 6,
                Sigmoid = 7, Tanh = 8, ReLU = 9, LeakyReLU = 10,
            }

            public enum FanInOut
            {
                FanIn = 0, FanOut = 1,
            }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                long[] shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions", nameof(tensor));
                long receptiveField = shape[2..].Aggregate(1L, (product, size) => product * size);
                return (shape[1] * receptiveField, shape[0] * receptiveField);
            }

            public static Tensor constant_(Tensor tensor, Scalar val) => InPlace(tensor, t => Aten.fill__Scalar(t, val));

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            public static Tensor zeros_(Tensor tensor) => InPlace(tensor, t => Aten.zero_(t));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                InPlace(tensor, t => Aten.uniform_(t, low, high, generator));

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                InPlace(tensor, t => Aten.normal_(t, mean, std, generator));

            /// <summary>Normal values within [a, b], by the inverse of the distribution function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                double low = NormalCdf((a - mean) / std), high = NormalCdf((b - mean) / std);
                return InPlace(tensor, t =>
                {
                    Aten.uniform_(t, 2 * low - 1, 2 * high - 1, generator);
                    Aten.erfinv_(t);
                    Aten.mul__Scalar(t, std * Math.Sqrt(2));
                    Aten.add__Scalar(t, mean);
                    Aten.clamp_(t, a, b);
                });
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1)
            {
                double bound = Math.Sqrt(3) * XavierStd(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, XavierStd(tensor, gain));

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            /// <exception cref="ArgumentException">The tensor does not have two dimensions.</exception>
            public static Tensor eye_(Tensor tensor)
            {
                Require(tensor.Dimensions == 2, "Only tensors with 2 dimensions are supported", nameof(tensor));
                return InPlace(tensor, t =>
                {
                    using var identity = Aten.eye_m(t.size(0), t.size(1), t.dtype, t.device);
                    Aten.copy_(t, identity);
                });
            }

            /// <summary>A matrix with orthonormal rows or columns, from the QR decomposition of a normal one.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                Require(tensor.Dimensions >= 2, "Only tensors with 2 or more dimensions are supported", nameof(tensor));
                return InPlace(tensor, t =>
                {
                    using var scope = NewDisposeScope();
                    long rows = t.size(0), columns = t.NumberOfElements / rows;
                    var flattened = Aten.new_empty(t, [rows, columns]);
                    Aten.normal_(flattened);
                    var (q, r) = Aten.linalg_qr(rows < columns ? Aten.t(flattened) : flattened);
                    Aten.mul__Tensor(q, Aten.sign(Aten.diagonal(r)));
                    Aten.copy_(t, Aten.view_as(Aten.contiguous(rows < columns ? Aten.t(q) : q), t));
                    Aten.mul__Scalar(t, gain);
                });
            }

            internal static void DefaultLinear(Tensor weight, Tensor? bias)
            {
                kaiming_uniform_(weight, Math.Sqrt(5));
                if (bias is null)
                    return;
                var (fanIn, _) = CalculateFanInAndFanOut(weight);
                double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                uniform_(bias, -bound, bound);
            }

            internal static void DefaultAffine(Tensor? weight, Tensor? bias)
            {
                if (weight is not null)
                    ones_(weight);
                if (bias is not null)
                    zeros_(bias);
            }

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static double NormalCdf(double x)
            {
                using var value = tensor(x / Math.Sqrt(2));
                using var erf = Aten.erf(value);
                return (1 + Aten.item(erf).AsDouble) / 2;
            }

            private static double XavierStd(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static void Require(bool condition, string message, string parameter)
            {
                if (!condition)
                    throw new ArgumentException(message, parameter);
            }

            private static Tensor InPlace(Tensor tensor, Action<Tensor> action)
            {
                using (no_grad())
                    action(tensor);
                return tensor;
            }
        }
    }
}
