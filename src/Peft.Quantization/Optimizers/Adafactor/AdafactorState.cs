using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>What <see cref="Adafactor"/> remembers about a parameter, from its first step on.</summary>
public sealed class AdafactorState : OptimizerState, IDisposable
{
    private Tensor? _rows, _columns, _squares, _average;

    internal AdafactorState(Parameter parameter) : base(parameter)
    {
    }

    /// <summary>How many steps the parameter has taken.</summary>
    public long Step { get; internal set; }

    /// <summary>The size of the state in bytes.</summary>
    public long Bytes => Tensors.Sum(tensor => tensor?.numel() * sizeof(float) ?? 0);

    private Tensor?[] Tensors
    {
        get => [_rows, _columns, _squares, _average];
        set => (_rows, _columns, _squares, _average) = (value[0], value[1], value[2], value[3]);
    }

    /// <inheritdoc/>
    public override void Initialize(OptimizerOptions options)
    {
        Dispose();
        (Step, Tensors) = (0, new Tensor?[4]);
    }

    /// <inheritdoc/>
    public override void to(Device device) => Tensors = [.. Tensors.Select(tensor => tensor?.to(device, disposeAfter: true).DetachFromDisposeScope())];

    /// <inheritdoc/>
    public override bool ApproximatelyEquals(OptimizerState other) => other is AdafactorState state && state.Step == Step
        && Tensors.Zip(state.Tensors).All(pair => pair.First is null ? pair.Second is null : pair.Second is not null && pair.First.allclose(pair.Second));

    /// <inheritdoc/>
    public override void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Step);
        foreach (Tensor? tensor in Tensors)
            SaveConditionalStateTensor(writer, tensor!);
    }

    /// <inheritdoc/>
    public override void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Initialize(new OptimizerOptions());
        Step = reader.ReadInt64();
        var tensors = Tensors;
        for (int i = 0; i < tensors.Length; i++)
        {
            LoadConditionalStateTensor(reader, ref tensors[i]!, _parameter.device);
            tensors[i]?.DetachFromDisposeScope();
        }
        Tensors = tensors;
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerState source)
    {
        var state = (AdafactorState)source;
        Initialize(new OptimizerOptions());
        (Step, Tensors) = (state.Step, [.. state.Tensors.Select(tensor => tensor?.to(_parameter.device, copy: true).DetachFromDisposeScope())]);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (Tensor? tensor in Tensors)
            tensor?.Dispose();
    }

    /// <summary>The gradient over the root of the mean of its squares, of which matrices have only the means of rows and of columns.</summary>
    internal Tensor Normalize(Tensor gradient, double decay, double smallest)
    {
        using Scalar tiny = smallest;
        Tensor squares = gradient.mul(gradient).add(tiny);
        if (gradient.dim() < 2)
            return gradient.mul(Mix(ref _squares, squares, decay).rsqrt());
        Tensor rows = Mix(ref _rows, squares.mean([-1]), decay), columns = Mix(ref _columns, squares.mean([-2]), decay);
        return gradient.mul(rows.div(rows.mean([-1], keepdim: true)).rsqrt().unsqueeze(-1)).mul(columns.rsqrt().unsqueeze(-2));
    }

    /// <summary>The running mean of updates, or the update where there is none.</summary>
    internal Tensor Average(Tensor update, double decay) => decay == 0 ? update : Mix(ref _average, update, decay);

    private static Tensor Mix(ref Tensor? mean, Tensor value, double decay)
    {
        mean ??= zeros_like(value).DetachFromDisposeScope();
        using Scalar kept = decay, added = 1 - decay;
        return mean.mul_(kept).add_(value, added);
    }
}
