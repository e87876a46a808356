using Peft.Checkpoints;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>What an optimizer remembers about a parameter. Memory is taken at the parameter's first step.</summary>
public sealed class UpdateState : OptimizerState, IDisposable
{
    internal const string StepKey = "step";

    private readonly UpdateRule _rule;
    private UpdateOptions _options;

    internal UpdateState(Parameter parameter, UpdateRule rule, UpdateOptions options) : base(parameter) => (_rule, _options) = (rule, options);

    /// <summary>How many steps the parameter has taken.</summary>
    public long Step { get; internal set; }

    /// <summary>The bits of a state's element: 8 or 32; 0 before the first step.</summary>
    public int Bits => Memory is null ? 0 : Memory.Layout.BytesPerElement * 8;

    /// <summary>The size of the states in bytes, wherever they are.</summary>
    public long Bytes => Memory?.Layout.Bytes ?? 0;

    /// <summary>Whether the states are in a file, of which a part is in memory.</summary>
    public bool IsPaged => Memory is PagedStates;

    /// <summary>Whether the states are in unified memory, whose pages a GPU's driver moves between the GPU and the computer.</summary>
    public bool IsUnified => Memory is UnifiedStates;

    internal StateMemory? Memory { get; private set; }

    internal GaLoreSubspace? Subspace { get; set; }

    internal GradientHistory? History { get; set; }

    /// <summary>What differs from the group's settings.</summary>
    internal Action<UpdateOptions>? Change { get; set; }

    /// <summary>The settings of the parameter now.</summary>
    internal UpdateOptions Options => Change is null ? _options : _options.With(Change);

    /// <summary>
    /// Copies of all there is: <c>step</c>, and by bitsandbytes' names <c>state1</c>, for 8 bits <c>absmax1</c>, and so on. States are one row each, whatever the
    /// parameter's shape; before the first step there are none.
    /// </summary>
    /// <returns>New tensors on the CPU, which belong to the current dispose scope, if there is one.</returns>
    public IReadOnlyDictionary<string, Tensor> Tensors() => new OrderedDictionary<string, Tensor>(Parts().Select(part => KeyValuePair.Create(part.Spec.Name, part.Read())));

    /// <summary>Forgets everything.</summary>
    /// <param name="options">The group's settings.</param>
    public override void Initialize(OptimizerOptions options)
    {
        Dispose();
        _options = (UpdateOptions)options;
        (Step, Memory, Subspace, History) = (0, null, null, null);
    }

    /// <summary>Moves what is not paged, after the parameter has been moved in place.</summary>
    /// <param name="device">Where to.</param>
    public override void to(Device device)
    {
        (Memory as TensorStates)?.To(device);
        Subspace?.To(device);
    }

    /// <inheritdoc/>
    public override bool ApproximatelyEquals(OptimizerState other)
    {
        using var scope = NewDisposeScope();
        return other is UpdateState state && state.Tensors() is var others && Tensors() is var mine && mine.Keys.SequenceEqual(others.Keys)
            && mine.All(pair => pair.Value.shape.SequenceEqual(others[pair.Key].shape) && pair.Value.allclose(others[pair.Key]));
    }

    /// <inheritdoc/>
    public override void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var scope = NewDisposeScope();
        var tensors = Tensors();
        writer.Write(tensors.Count);
        foreach (var (name, tensor) in tensors)
        {
            writer.Write(name);
            tensor.Save(writer);
        }
    }

    /// <inheritdoc/>
    public override void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = [];
        for (int count = reader.ReadInt32(); count > 0; count--)
            tensors.Add(reader.ReadString(), TensorExtensionMethods.Load(reader));
        Restore(tensors);
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerState source)
    {
        using var scope = NewDisposeScope();
        Restore(((UpdateState)source).Tensors());
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Memory?.Dispose();
        Subspace?.Dispose();
    }

    /// <summary>Takes memory, unless there is some.</summary>
    internal void Prepare(long count) => Memory ??= NewMemory(StateLayout.For(count, _rule, Options));

    internal IEnumerable<StatePart> Parts() =>
        [new(StepKey, ScalarType.Int64, [], () => tensor(Step)), .. Memory?.Parts() ?? [], .. Subspace?.Parts() ?? [], .. History?.Parts() ?? []];

    /// <summary>The form of what was saved, which must fit the parameter; <see langword="null"/> if it was saved before the first step.</summary>
    internal StateLayout? Check(IReadOnlyDictionary<string, SafetensorSpec> saved) => StateLayout.Of(saved, _rule, Options.BlockSize, _parameter.shape);

    /// <summary>The number of steps in a tensor that was saved.</summary>
    /// <exception cref="OptimizerStateException">There cannot be so many.</exception>
    internal static long StepsOf(Tensor saved) => saved.item<long>() is >= 0 and var steps ? steps : throw new OptimizerStateException(
        $"'{StepKey}' of a parameter is {saved.item<long>()}; expected 0 or more.", "The file is damaged; use another checkpoint.");

    /// <summary>The reverse of <see cref="Tensors"/>.</summary>
    internal void Restore(IReadOnlyDictionary<string, Tensor> tensors)
    {
        StateLayout? layout = Check(tensors.ToDictionary(pair => pair.Key, pair => new SafetensorSpec(pair.Key, pair.Value.dtype, pair.Value.shape)));
        long steps = StepsOf(tensors[StepKey]);
        Initialize(_options);
        Step = steps;
        Subspace = GaLoreSubspace.Of(tensors, _parameter.device);
        History = GradientHistory.Of(tensors);
        if (layout is null)
            return;
        Memory = NewMemory(layout);
        for (int state = 1; state <= layout.States; state++)
            Memory.Write(state - 1, tensors[$"state{state}"], layout.IsQuantized ? tensors[$"absmax{state}"] : Memory.NewAbsmax());
    }

    private StateMemory NewMemory(StateLayout layout) =>
        Options.Paging is { } paging && layout.Count >= paging.MinElements ? paging.NewStates(layout, _parameter.device) : new TensorStates(layout, _parameter.device);
}
