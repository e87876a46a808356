using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Cuda;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>Breaks a kernel in every place, one at a time, to see that its tests notice.</summary>
internal static class PtxMutation
{
    private const int MostThreads = 2;

    private static readonly Lazy<PtxModule> s_module = new(() => new PtxModule(CudaKernels.Ptx + CudaKernels.UpdatesPtx));

    /// <summary>
    /// Makes each result of every instruction of an entry wrong in turn, takes those away that have none, and takes the exchange out of shuffles. For each some launch of the check, which the right
    /// kernel passes, must fail, leave other memory, or take longer, unless the result is dead or the change is one of those that are known to change nothing.
    /// </summary>
    public static void CheckAll(string entry, Action<KernelDevice> check, params Equivalent[] equivalents)
    {
        PtxKernel kernel = s_module.Value[entry];
        var device = new RecordingDevice(s_module.Value);
        check(device);
        Assert.That(device.Launches.Select(launch => launch.Kernel), Is.All.SameAs(kernel));
        PtxLaunch[] launches = [.. device.Launches.OrderBy(launch => launch.Cost.Steps)];
        var mutants = kernel.Steps.SelectMany((step, position) => Wrong(step, position).Select(wrong => (Position: position, Wrong: wrong))).ToArray();
        bool[] caught = new bool[mutants.Length], dead = new bool[mutants.Length];
        PtxLaunch? last = null;
        Parallel.For(0, mutants.Length, new ParallelOptions { MaxDegreeOfParallelism = MostThreads }, i =>
        {
            var (position, wrong) = mutants[i];
            PtxKernel mutant = kernel with { Steps = [.. kernel.Steps[..position], wrong, .. kernel.Steps[(position + 1)..]] };
            // What has caught one is likely to catch its neighbour.
            PtxLaunch[] reaching = [.. launches.Where(launch => launch.Reached[position]).OrderBy(launch => launch != last)];
            PtxLaunch? catching = reaching.FirstOrDefault(launch => launch.IsWrongFor(mutant));
            last = catching ?? last;
            caught[i] = catching is not null;
            dead[i] = !caught[i] && reaching.Length > 0 && wrong.Results.Count > 0 && reaching.All(launch => PtxInfluence.IsDead(position, launch));
        });
        List<string> missed = [.. mutants.Where((_, i) => !caught[i] && !dead[i]).Select(mutant => Describe(kernel, mutant.Position, mutant.Wrong))];
        TestContext.Out.WriteLine($"{entry}: of {mutants.Length} changes {caught.Count(change => change)} are caught, {dead.Count(change => change)} dead, {missed.Count} others");
        foreach (Equivalent known in equivalents)
        {
            string[] found = [.. missed.Where(known.Fits).Take(known.Count)];
            Assert.That(found, Has.Length.EqualTo(known.Count), known.Reason);
            missed.RemoveAll(found.Contains);
        }
        Assert.That(string.Join("\n", missed), Is.Empty, $"of {mutants.Length} changes {missed.Count} go unnoticed");
    }

    // With what decides about a branch, whatever its registers are called.
    private static string Describe(PtxKernel kernel, int position, PtxStep wrong)
    {
        string guard = kernel.Steps[position].Guard is { } register ? kernel.Steps[..position].Last(step => step.Results.Any(result => result.Register == register)).Text : "";
        return $"{position}: {wrong.Text}{(guard.Length > 0 ? $", decided by {guard}" : "")}";
    }

    private static IEnumerable<PtxStep> Wrong(PtxStep step, int position)
    {
        bool goesOn = step.Target == position + 1;
        if (step.Results.Count == 0 && !goesOn)
            yield return step with { Text = $"without {step.Text}", Run = _ => { } };
        foreach (var (register, mask) in step.Results)
        {
            yield return step with { Text = $"{step.Text} with its result {register} inverted", Run = Inverted(step, register, mask) };
            if (step.IsShuffle)
                yield return step with { Text = $"{step.Text} that exchanges nothing", Run = thread => Keep(step, thread, register) };
        }
    }

    private static Action<PtxThread> Inverted(PtxStep step, int register, ulong mask)
    {
        if (!step.IsShuffle)
        {
            return thread =>
            {
                step.Run(thread);
                thread.Registers[register] ^= mask;
            };
        }
        // What all lanes give is what all lanes get.
        return thread =>
        {
            step.Run(thread);
            thread.Shuffle = thread.Shuffle with { Value = thread.Shuffle.Value ^ mask };
        };
    }

    private static void Keep(PtxStep step, PtxThread thread, int register)
    {
        step.Run(thread);
        thread.Registers[register] = thread.Shuffle.Value;
        thread.State = ThreadState.Runs;
    }
}
