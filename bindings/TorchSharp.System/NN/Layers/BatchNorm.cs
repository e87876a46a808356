using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalisation of each channel over the batch.</summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        bool tracks = training && track_running_stats && num_batches_tracked is not null;
        if (tracks)
            Aten.add__Scalar(num_batches_tracked!, 1);
        // Without a momentum the statistics are the plain average over the batches so far.
        double factor = momentum ?? (tracks ? 1 / num_batches_tracked!.ToDouble() : 0);
        bool usesBatch = training || (running_mean is null && running_var is null), usesRunning = !training || track_running_stats;
        return nn.functional.batch_norm(input, usesRunning ? running_mean : null, usesRunning ? running_var : null, weight, bias, usesBatch, factor, eps);
    }
}

public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d)) { }

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 2, 3);
}

public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d)) { }

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 4, 4);
}

public sealed class BatchNorm3d : BatchNorm
{
    internal BatchNorm3d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm3d)) { }

    protected override void ValidateInputDimensions(Tensor input) => RequireDimensions(input, 5, 5);
}
