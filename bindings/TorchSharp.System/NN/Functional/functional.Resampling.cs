using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, Sizes.Repeat(pad, 2), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Sizes.Of(pad), mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            /// <param name="pad">How much before and after, for each dimension from the last on.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                bool constant = mode is PaddingModes.Constant or PaddingModes.Zeros;
                return Aten.pad(input, pad, constant ? "constant" : mode.ToString().ToLowerInvariant(), constant ? value : null);
            }

            /// <summary>Resizes the spatial dimensions, to a size or by factors.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                if ((size is null) == (scale_factor is null))
                    throw new ArgumentException("Give either a size or a scale factor.", nameof(size));
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                    throw new ArgumentException($"align_corners has no meaning for the mode {mode}.", nameof(align_corners));
                int spatial = (int)x.Dimensions - 2;
                if (scale_factor is not null)
                    scale_factor = scale_factor.Length == spatial ? scale_factor : [.. Enumerable.Repeat(scale_factor[0], spatial)];
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    size = [.. x.shape[2..].Zip(scale_factor, (length, factor) => (long)Math.Floor(length * factor))];
                    scale_factor = null;
                }
                bool corners = align_corners ?? false;
                return (mode, spatial, antialias) switch
                {
                    (InterpolationMode.Nearest, 1, false) => Aten.upsample_nearest1d_vec(x, size, scale_factor),
                    (InterpolationMode.Nearest, 2, false) => Aten.upsample_nearest2d_vec(x, size, scale_factor),
                    (InterpolationMode.Nearest, 3, false) => Aten.upsample_nearest3d_vec(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 1, false) => Aten._upsample_nearest_exact1d_vec(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 2, false) => Aten._upsample_nearest_exact2d_vec(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 3, false) => Aten._upsample_nearest_exact3d_vec(x, size, scale_factor),
                    (InterpolationMode.Area, 1, false) => Aten.adaptive_avg_pool1d(x, size!),
                    (InterpolationMode.Area, 2, false) => Aten.adaptive_avg_pool2d(x, size!),
                    (InterpolationMode.Area, 3, false) => Aten.adaptive_avg_pool3d(x, size!),
                    (InterpolationMode.Linear, 1, false) => Aten.upsample_linear1d_vec(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2, false) => Aten.upsample_bilinear2d_vec(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2, true) => Aten._upsample_bilinear2d_aa_vec(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2, false) => Aten.upsample_bicubic2d_vec(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2, true) => Aten._upsample_bicubic2d_aa_vec(x, size, corners, scale_factor),
                    (InterpolationMode.Trilinear, 3, false) => Aten.upsample_trilinear3d_vec(x, size, corners, scale_factor),
                    _ => throw new ArgumentException($"The mode {mode}{(antialias ? " with antialiasing" : "")} does not fit an input of {x.Dimensions} dimensions.", nameof(mode)),
                };
            }
        }
    }
}
