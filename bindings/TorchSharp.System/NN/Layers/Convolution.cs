using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the convolutions share: sizes, padding, weight and bias.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(bias))]
    protected Parameter? _bias;

    [ComponentName(Name = nameof(weight))]
    protected Parameter? _weight;

    /// <summary>The padding as <c>functional.pad</c> wants it: last dimension first, two numbers each.</summary>
    protected long[] _reversed_padding_repeated_twice = [];

    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation,
        bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null, ScalarType? dtype = null) : base(name)
    {
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException("Only PaddingModes.Zeros is supported for ConvTransposeND", nameof(padding_mode));
        (this.in_channels, this.out_channels, this.groups, this.transposed, this.padding_mode) = (in_channels, out_channels, groups, transposed, padding_mode);
        (this.kernel_size, this.stride, this.dilation, this.output_padding) = (kernel_size, stride, dilation, output_padding);
        if (padding_type is Padding type)
            SetPadding(type);
        else
            SetPadding(padding ?? new long[kernel_size.Length]);
        weight = new Parameter(empty([.. transposed ? [in_channels, out_channels / groups] : new[] { out_channels, in_channels / groups }, .. kernel_size], dtype, device));
        this.bias = bias ? new Parameter(empty(out_channels, dtype, device)) : null;
        reset_parameters();
    }

    public long in_channels { get; }

    public long out_channels { get; }

    public bool transposed { get; }

    /// <summary>Null where <see cref="padding"/> says how much.</summary>
    public Padding? padding_type { get; private set; }

    public long[]? padding { get; private set; }

    public PaddingModes padding_mode { get; set; }

    public long groups { get; set; }

    public long[] kernel_size { get; set; }

    public long[] stride { get; set; }

    public long[] dilation { get; set; }

    public long[] output_padding { get; set; }

    public Parameter? bias
    {
        get => _bias;
        set => Own(nameof(bias), ref _bias, value);
    }

    public Parameter weight
    {
        get => _weight!;
        set => Own(nameof(weight), ref _weight, value);
    }

    private protected override bool ConvertsOwnTensorsOnly => true;

    private int SpatialDimensions => kernel_size.Length;

    public void reset_parameters() => nn.init.DefaultLinear(weight, bias);

    public void SetPadding(long[] padding)
    {
        (this.padding, padding_type) = (padding, null);
        _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(size => new[] { size, size })];
    }

    public void SetPadding(Padding padding)
    {
        if (transposed)
            throw new ArgumentException("Cannot set padding type on ConvTransposeND", nameof(padding));
        if (padding == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException("padding='same' is not supported for strided convolutions", nameof(padding));
        (this.padding, padding_type) = (null, padding);
        var totals = kernel_size.Zip(dilation, (kernel, step) => padding == Padding.Same ? step * (kernel - 1) : 0);
        _reversed_padding_repeated_twice = [.. totals.Reverse().SelectMany(total => new[] { total / 2, total - total / 2 })];
    }

    protected bool ValidateShape(Tensor input, long dimensions)
    {
        long[] shape = input.shape;
        return (shape.Length == dimensions + 2 && shape[1] == in_channels) || (shape.Length == dimensions + 1 && shape[0] == in_channels);
    }

    private protected Tensor Convolve(Tensor input)
    {
        RequireShape(input);
        if (padding_mode != PaddingModes.Zeros)
        {
            using var padded = nn.functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
            return nn.functional.Convolve(padded, weight, bias, stride, null, dilation, groups);
        }
        return padding_type is Padding type
            ? nn.functional.Convolve(input, weight, bias, stride, type, dilation, groups)
            : nn.functional.Convolve(input, weight, bias, stride, padding, dilation, groups);
    }

    private protected void RequireShape(Tensor input)
    {
        if (!ValidateShape(input, SpatialDimensions))
        {
            throw new ArgumentException(
                $"Expected {SpatialDimensions + 1}D (unbatched) or {SpatialDimensions + 2}D (batched) input with {in_channels} channels to {GetName()}.", nameof(input));
        }
    }
}

public sealed class Conv1d : Convolution
{
    internal Conv1d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, PaddingModes padding_mode,
        long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv1d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0], groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input) => Convolve(input);
}

public sealed class Conv2d : Convolution
{
    internal Conv2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, PaddingModes padding_mode,
        long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0, 0], groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input) => Convolve(input);
}

public sealed class Conv3d : Convolution
{
    internal Conv3d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type, long[] dilation, PaddingModes padding_mode,
        long groups, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv3d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0, 0, 0], groups, bias, padding_mode, device, dtype) { }

    public override Tensor forward(Tensor input) => Convolve(input);
}
