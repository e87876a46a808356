using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What batch and instance normalisation share: affine parameters and running statistics.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(running_mean))]
    private Tensor? _running_mean;

    [ComponentName(Name = nameof(running_var))]
    private Tensor? _running_var;

    [ComponentName(Name = nameof(num_batches_tracked))]
    private Tensor? _num_batches_tracked;

    public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name) : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            weight = new Parameter(empty(num_features, dtype, device));
            bias = new Parameter(empty(num_features, dtype, device));
        }
        if (track_running_stats)
        {
            running_mean = zeros(num_features, dtype, device);
            running_var = ones(num_features, dtype, device);
            num_batches_tracked = tensor(0L, dtype, device);
        }
        reset_parameters();
    }

    public long num_features { get; private set; }

    public double eps { get; set; }

    public double? momentum { get; set; }

    public bool affine { get; private set; }

    public bool track_running_stats { get; private set; }

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

    public Tensor? running_mean
    {
        get => _running_mean;
        set => OwnBuffer(nameof(running_mean), ref _running_mean, value);
    }

    public Tensor? running_var
    {
        get => _running_var;
        set => OwnBuffer(nameof(running_var), ref _running_var, value);
    }

    public Tensor? num_batches_tracked
    {
        get => _num_batches_tracked;
        set => OwnBuffer(nameof(num_batches_tracked), ref _num_batches_tracked, value);
    }

    private protected override bool ConvertsOwnTensorsOnly => true;

    public void reset_parameters()
    {
        reset_running_stats();
        nn.init.DefaultAffine(_weight, _bias);
    }

    public void reset_running_stats()
    {
        if (!track_running_stats)
            return;
        nn.init.zeros_(_running_mean!);
        nn.init.ones_(_running_var!);
        nn.init.zeros_(_num_batches_tracked!);
    }

    protected abstract void ValidateInputDimensions(Tensor input);

    private protected static void RequireDimensions(Tensor input, int least, int most)
    {
        if (input.Dimensions < least || input.Dimensions > most)
            throw new ArgumentException($"expected {(least == most ? $"{least}D" : $"{least}D or {most}D")} input, but got {input.Dimensions}D input.", nameof(input));
    }

    private void OwnBuffer(string name, ref Tensor? field, Tensor? value)
    {
        if (ReferenceEquals(field, value))
            return;
        field?.Dispose();
        field = value;
        value?.DetachFromDisposeScope();
        ConditionallyRegisterBuffer(name, value);
    }
}
