namespace Peft.Quantization.Tests.Ptx;

/// <summary>
/// Follows what depends on an instruction's result, through registers and shared memory. If it never comes to a branch, an address, another lane or global memory, then it matters to no threads that
/// run through the kernel on the same way, whatever the data: such a result is dead, and to have another instead is no bug.
/// </summary>
internal sealed class PtxInfluence
{
    private readonly int _position;
    private readonly Dictionary<PtxThread, HashSet<int>> _registers = [];
    private readonly Dictionary<PtxBlock, HashSet<ulong>> _shared = [];

    private PtxInfluence(int position) => _position = position;

    /// <summary>Whether the result of an instruction is dead in a launch.</summary>
    public static bool IsDead(int position, PtxLaunch launch)
    {
        var influence = new PtxInfluence(position);
        PtxStep Following(PtxStep step, int at) => step with
        {
            Run = thread =>
            {
                influence.Follow(step, at, thread);
                step.Run(thread);
            },
        };
        PtxKernel kernel = launch.Kernel;
        return !launch.IsWrongFor(kernel with { Steps = [.. kernel.Steps.Select(Following)] });
    }

    private void Follow(PtxStep step, int at, PtxThread thread)
    {
        HashSet<int> registers = Of(_registers, thread);
        HashSet<ulong> shared = Of(_shared, thread.Block);
        bool depends = registers.Count > 0 && Sources(step, thread).Any(registers.Contains);
        ulong[] bytes = Shared(step, thread);
        if (depends && (step.IsGlobal || step.IsShuffle || step.Guard is not null || (step.Shared is { } access && registers.Contains(access.Start))))
            throw new PtxException($"the result of {_position} comes to {step.Text}");
        if (step.Results.Count == 0)
            Mark(shared, bytes, depends);
        else
            Mark(registers, step.Results.Select(result => result.Register), at == _position || depends || bytes.Any(shared.Contains));
    }

    private static HashSet<T> Of<TKey, T>(Dictionary<TKey, HashSet<T>> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out HashSet<T>? set))
            sets.Add(key, set = []);
        return set;
    }

    private static void Mark<T>(HashSet<T> set, IEnumerable<T> items, bool depends)
    {
        if (depends)
            set.UnionWith(items);
        else if (set.Count > 0)
            set.ExceptWith(items);
    }

    private static ulong[] Shared(PtxStep step, PtxThread thread) =>
        step.Shared is not { } access ? [] : [.. Enumerable.Range(0, access.Bytes).Select(i => thread.Registers[access.Start] + access.Offset + (ulong)i)];

    // Of the two that a selection is made from only the one that is taken counts.
    private static IEnumerable<int> Sources(PtxStep step, PtxThread thread) => step switch
    {
        { Guard: { } guard } => step.Sources.Append(guard),
        { IsSelection: true } => [step.Sources[2], step.Sources[thread.Registers[step.Sources[2]] != 0 ? 0 : 1]],
        _ => step.Sources,
    };
}
