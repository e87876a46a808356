using System.Text;
using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>The formulas of <see cref="MergeMethod"/> for one tensor of each model. Everything is in at least single precision, whatever the files have.</summary>
internal sealed class TensorMerge(ModelMergeOptions options, string name)
{
    // As in mergekit.
    private const double SmallestSum = 1e-8;

    private readonly double[] _weights = [.. options.Models.Select(m => m.Weight.For(name))];

    /// <summary>The merged tensor, in the working precision; belongs to the caller's scope.</summary>
    internal Tensor Merge(Tensor? origin, IReadOnlyList<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return scope.MoveToOuter(options.Method switch
        {
            MergeMethod.Linear => WeightedSum.Of(tensors, LinearWeights()),
            MergeMethod.Slerp => Slerp.Interpolate(origin!, tensors[0], options.T!.For(name)),
            _ => AddChanges(origin!, tensors),
        });
    }

    /// <summary>The weights of a linear merge, which must not cancel where they are normalised.</summary>
    internal double[] LinearWeights()
    {
        double sum = options.Normalizes ? _weights.Sum() : 1;
        return Math.Abs(sum) >= SmallestSum ? [.. _weights.Select(w => w / sum)] : throw new PeftConfigException(
            "merge", [$"The weights for '{name}' add up to {sum}."], "Give weights that do not cancel, or set Normalize to false.");
    }

    private Tensor AddChanges(Tensor origin, IReadOnlyList<Tensor> tensors)
    {
        using var generator = new Generator(Seed());
        var changes = tensors.Select((_, i) => WeightedChange(origin, tensors[i], options.Models[i].Density.For(name), _weights[i], generator)).ToList();
        using Scalar lambda = options.Lambda.For(name);
        return origin.add(options.Method.ElectsSigns() ? SumOfAgreeing(changes) : Sum(changes), lambda);
    }

    private Tensor WeightedChange(Tensor origin, Tensor tensor, double density, double weight, Generator generator)
    {
        using var scope = NewDisposeScope();
        using Scalar factor = weight;
        var change = tensor.sub(origin);
        if (options.Method.DropsAtRandom())
            change = Sparsify.Random(change, density, generator, options.Rescaling);
        else if (options.Method.UsesDensity())
            change = Sparsify.Magnitude(change, density);
        return scope.MoveToOuter(change.mul_(factor));
    }

    private Tensor Sum(List<Tensor> changes)
    {
        double divisor = options.Normalizes ? _weights.Sum() : 1;
        return WeightedSum.Of(changes, [.. changes.Select(_ => Math.Abs(divisor) < SmallestSum ? 1 : 1 / divisor)]);
    }

    private Tensor SumOfAgreeing(List<Tensor> changes)
    {
        var signs = Ties.ElectSigns(changes);
        var sum = zeros_like(signs);
        var divisor = zeros_like(signs);
        for (int i = 0; i < changes.Count; i++)
        {
            using var inner = NewDisposeScope();
            using Scalar weight = _weights[i];
            var agrees = Ties.Agree(changes[i], signs);
            sum.add_(changes[i] * agrees, Scalars.One);
            divisor.add_(agrees, weight);
        }
        return options.Normalizes ? sum.div_(divisor.masked_fill_(divisor.eq(Scalars.Zero), Scalars.One)) : sum;
    }

    // FNV-1a: the same everywhere and always, as string.GetHashCode is not.
    private ulong Seed()
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 1099511628211;
        return hash ^ (ulong)options.Seed;
    }
}
