using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>A convolution of one to three dimensions: the matrix's columns are a patch's values, channel by channel.</summary>
internal sealed class ConvolutionLayer(Convolution module) : BaseLayer(module)
{
    private readonly long[] _kernel = module.kernel_size;

    public override LayerKind Kind => LayerKind.Convolution;

    public override long InFeatures => module.in_channels;

    public override long OutFeatures => module.out_channels;

    public override int FeatureDimension => -1 - _kernel.Length;

    public override Tensor ToMatrix(Tensor stored) => stored.flatten(1);

    public override Tensor FromMatrix(Tensor matrix) => matrix.view([matrix.shape[0], -1, .. _kernel]);

    public override Tensor Product(Tensor x, Tensor matrix)
    {
        using var scope = NewDisposeScope();
        x = x.to(matrix.dtype);
        var padding = module.padding!;
        if (module.padding_type is not null || module.padding_mode != PaddingModes.Zeros)
        {
            x = functional.pad(x, Margins(), module.padding_mode == PaddingModes.Zeros ? PaddingModes.Constant : module.padding_mode);
            padding = new long[_kernel.Length];
        }
        return Convolve(x, FromMatrix(matrix), null, module.stride, padding, module.dilation).MoveToOuterDisposeScope();
    }

    public override Tensor MixFeatures(Tensor z, Tensor matrix, Tensor? bias = null)
    {
        long[] ones = Enumerable.Repeat(1L, _kernel.Length).ToArray();
        using var kernel = matrix.view([.. matrix.shape, .. ones]);
        return Convolve(z, kernel, bias, ones, new long[_kernel.Length], ones);
    }

    public override Tensor PerFeature(Tensor vector) => vector.view([-1, .. Enumerable.Repeat(1L, _kernel.Length)]);

    // What is added on both sides of each dimension, the last dimension first.
    private long[] Margins() => [.. Enumerable.Range(0, _kernel.Length).Reverse().SelectMany(d =>
    {
        if (module.padding_type is null)
            return new[] { module.padding![d], module.padding[d] };
        long all = module.padding_type == Padding.Same ? module.dilation[d] * (_kernel[d] - 1) : 0;
        return [all / 2, all - (all / 2)];
    })];

    // The number of groups is how often the kernel's channels go into the input's.
    private Tensor Convolve(Tensor x, Tensor kernel, Tensor? bias, long[] stride, long[] padding, long[] dilation)
    {
        long groups = x.shape[x.dim() + FeatureDimension] / kernel.shape[1];
        return _kernel.Length switch
        {
            1 => functional.conv1d(x, kernel, bias!, stride[0], padding[0], dilation[0], groups),
            2 => functional.conv2d(x, kernel, bias!, stride, padding, dilation, groups),
            _ => functional.conv3d(x, kernel, bias!, stride, padding, dilation, groups),
        };
    }
}
