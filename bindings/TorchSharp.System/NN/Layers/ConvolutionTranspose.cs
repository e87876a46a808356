using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The transposes of convolutions, which bring the input back to the larger size.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation,
        bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode, device, dtype)
    {
    }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <param name="output_size">Which of the sizes that give an input of this size under the convolution.</param>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    /// <summary>How much to add on one side to reach the output size.</summary>
    protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
    {
        if (output_size is null)
            return output_padding;
        int spatial = (int)num_spatial_dims, others = input.Dimensions == num_spatial_dims + 2 ? 2 : 1;
        if (output_size.Length != spatial && output_size.Length != spatial + others)
        {
            throw new ArgumentException($"{GetName()}: for {input.Dimensions}D input, output_size must have {spatial} or {spatial + others} elements (got {output_size.Length})",
                nameof(output_size));
        }
        long[] wanted = output_size[^spatial..], shape = input.shape, missing = new long[spatial];
        for (int d = 0; d < spatial; d++)
        {
            long smallest = (shape[d + others] - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1;
            missing[d] = wanted[d] - smallest;
            if (missing[d] < 0 || missing[d] >= stride[d])
                throw new ArgumentException($"Requested an output size of {wanted[d]}, but valid sizes range from {smallest} to {smallest + stride[d] - 1}", nameof(output_size));
        }
        return missing;
    }

    private protected Tensor ConvolveTransposed(Tensor input, long[]? output_size)
    {
        RequireShape(input);
        long[] outputPadding = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, kernel_size.Length);
        return nn.functional.ConvolveTransposed(input, weight, bias, stride, padding, outputPadding, dilation, groups);
    }
}

public sealed class ConvTranspose1d : ConvolutionTranspose
{
    internal ConvTranspose1d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose1d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input, long[]? output_size) => ConvolveTransposed(input, output_size);
}

public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input, long[]? output_size) => ConvolveTransposed(input, output_size);
}

public sealed class ConvTranspose3d : ConvolutionTranspose
{
    internal ConvTranspose3d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation,
        PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose3d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input, long[]? output_size) => ConvolveTransposed(input, output_size);
}
