using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Aten.conv1d(input, weight, bias, Sizes.Repeat(stride, 1), Sizes.Repeat(padding, 1), Sizes.Repeat(dilation, 1), groups);

            public static Tensor conv1d_padding(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null,
                long groups = 1) =>
                Aten.conv1d_padding(input, weight, bias, Sizes.Repeat(stride, 1), Name(padding), Sizes.Repeat(dilation, 1), groups);

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1) => Aten.conv2d(input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv2d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null,
                long groups = 1) => Aten.conv2d_padding(input, weight, bias, strides, Name(padding), dilation, groups);

            public static Tensor conv3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1) => Aten.conv3d(input, weight, bias, strides, padding, dilation, groups);

            public static Tensor conv3d_padding(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null,
                long groups = 1) => Aten.conv3d_padding(input, weight, bias, strides, Name(padding), dilation, groups);

            public static Tensor conv_transpose1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null,
                long? dilation = null, long groups = 1) =>
                ConvolveTransposed(input, weight, bias, Sizes.Repeat(stride, 1), Sizes.Repeat(padding, 1), Sizes.Repeat(output_padding, 1), Sizes.Repeat(dilation, 1), groups);

            public static Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                ConvolveTransposed(input, weight, bias, strides, padding, output_padding, dilation, groups);

            public static Tensor conv_transpose3d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                ConvolveTransposed(input, weight, bias, strides, padding, output_padding, dilation, groups);

            internal static Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[]? stride, long[]? padding, long[]? dilation, long groups) => weight.Dimensions switch
            {
                3 => Aten.conv1d(input, weight, bias, stride, padding, dilation, groups),
                4 => Aten.conv2d(input, weight, bias, stride, padding, dilation, groups),
                _ => Aten.conv3d(input, weight, bias, stride, padding, dilation, groups),
            };

            internal static Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[]? stride, Padding padding, long[]? dilation, long groups) => weight.Dimensions switch
            {
                3 => Aten.conv1d_padding(input, weight, bias, stride, Name(padding), dilation, groups),
                4 => Aten.conv2d_padding(input, weight, bias, stride, Name(padding), dilation, groups),
                _ => Aten.conv3d_padding(input, weight, bias, stride, Name(padding), dilation, groups),
            };

            internal static Tensor ConvolveTransposed(Tensor input, Tensor weight, Tensor? bias, long[]? stride, long[]? padding, long[]? outputPadding, long[]? dilation,
                long groups) => weight.Dimensions switch
                {
                    3 => Aten.conv_transpose1d(input, weight, bias, stride, padding, outputPadding, groups, dilation),
                    4 => Aten.conv_transpose2d_input(input, weight, bias, stride, padding, outputPadding, groups, dilation),
                    _ => Aten.conv_transpose3d_input(input, weight, bias, stride, padding, outputPadding, groups, dilation),
                };

            private static string Name(Padding padding) => padding == Padding.Same ? "same" : "valid";
        }
    }
}
