using Peft.Optimizers;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests.Optimizers;

/// <summary>States in unified memory, with a CPU in the part of a GPU: a fake driver notes its calls, and the interpreter runs the kernels.</summary>
[TestFixture]
[NonParallelizable]
public sealed class UnifiedStatesTests
{
    private const int Size = 1000, Bytes = 2 * 4032;

    private static readonly string[] s_launch = ["cuCtxPushCurrent", "cuLaunchKernel", "cuCtxPopCurrent"];

    [Test]
    public void Step_AllocatesOnce_AndMovesPagesBeforeEachKernel([Values("", "_v2")] string version)
    {
        using var scope = NewDisposeScope();
        StatePaging paging = Paging(new FakeGpu(HasLocations: version == "_v2"));
        Parameter parameter = Start();
        using var optimizer = new FusedAdamW([parameter], configure: o => o.Paging = paging);
        FakeDriver.Calls.Clear();
        Train(optimizer, parameter, 2);

        string[] allocate =
        [
            "cuDeviceGetAttribute", "cuCtxPushCurrent", $"cuMemAllocManaged {Bytes}", "cuDeviceGetAttribute", $"cuMemAdvise{version} {Bytes} to GPU",
            $"cuMemPrefetchAsync{version} {Bytes} to GPU", $"cuMemsetD8Async {Bytes} of 0", "cuCtxPopCurrent",
        ];
        string[] prefetch = ["cuCtxPushCurrent", $"cuMemPrefetchAsync{version} {Bytes} to GPU", "cuCtxPopCurrent"];
        string[] firstLaunch = ["cuCtxPushCurrent", "cuModuleGetFunction", "cuLaunchKernel", "cuCtxPopCurrent"];
        Assert.That(FakeDriver.Calls, Is.EqualTo([.. allocate, .. prefetch, .. firstLaunch, .. prefetch, .. s_launch]));
        Assert.That(optimizer.StateOf(parameter).IsUnified);
        Assert.That(optimizer.PagedBytes, Is.Zero);
    }

    [Test]
    public void Step_WherePagesCannotBeMoved_LeavesThatToTheLaunch()
    {
        using var scope = NewDisposeScope();
        StatePaging paging = Paging(new FakeGpu(MovesPages: false));
        Parameter parameter = Start();
        using var optimizer = new FusedAdamW([parameter], configure: o => o.Paging = paging);
        FakeDriver.Calls.Clear();
        Train(optimizer, parameter, 1);
        Assert.That(FakeDriver.Calls, Has.None.Contains("Prefetch").And.None.Contains("Advise").And.Some.EqualTo($"cuMemsetD8Async {Bytes} of 0").And.Some.EqualTo("cuLaunchKernel"));
    }

    [Test]
    public void Step_WithoutUnifiedMemory_TakesFiles()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        CudaDevice gpu = FakeDriver.StartDevice(CudaKernels.UpdatesPtx, new FakeGpu(HasUnifiedMemory: false));
        Parameter parameter = Start();
        using var optimizer = new FusedAdamW([parameter], configure: o => o.Paging = new StatePaging(folder.Path) { MinElements = 1, FindGpu = _ => gpu });
        Train(optimizer, parameter, 1);
        Assert.That(optimizer.StateOf(parameter).IsPaged);
        Assert.That(FakeDriver.Allocations, Is.Empty);
    }

    private static IEnumerable<Func<IEnumerable<Parameter>, Action<UpdateOptions>, FusedOptimizer>> Optimizers =>
    [
        (p, o) => new FusedAdamW(p, configure: o),
        (p, o) => new AdamW8bit(p, configure: o),
        (p, o) => new Lion8bit(p, configure: o),
        (p, o) => new AdEMAMix8bit(p, configure: o),
        (p, o) => new Adagrad8bit(p, configure: o),
        // By the CPU's kernels, for its steps have a bound on their length.
        (p, o) => new LAMB(p, configure: o),
    ];

    [Test]
    public void Training_OfAnyOptimizer_EqualsTheCpuToTheBit([ValueSource(nameof(Optimizers))] Func<IEnumerable<Parameter>, Action<UpdateOptions>, FusedOptimizer> create)
    {
        using var scope = NewDisposeScope();
        StatePaging paging = Paging();
        Parameter unified = Start(), plain = Start();
        using FusedOptimizer one = create([unified], o => (o.Paging, o.MinElementsFor8Bit) = (paging, 0)), other = create([plain], o => o.MinElementsFor8Bit = 0);
        Train(one, unified, 3);
        Train(other, plain, 3);
        TensorAssert.BitEqual(unified, plain, "parameter");
        var found = one.StateOf(unified).Tensors();
        foreach (var (name, state) in other.StateOf(plain).Tensors())
            TensorAssert.BitEqual(found[name], state, name);
    }

    [Test]
    public void StateDict_ThereAndBack_GoesOn([Values(8, 32)] int bits)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        StatePaging paging = Paging();
        string file = Path.Combine(folder.Path, "optimizer.safetensors");
        Parameter first = Start(), second = Start(), third = Start();
        void Settings(UpdateOptions o) => (o.Bits, o.MinElementsFor8Bit) = (bits, 0);
        using var from = new PagedAdamW([first], configure: o => { Settings(o); o.Paging = paging; });
        using var inMemory = new FusedAdamW([second], configure: Settings);
        using var back = new PagedAdamW([third], configure: o => { Settings(o); o.Paging = paging; });
        Train(from, first, 2);
        FakeDriver.Calls.Clear();
        from.Save(file);
        Assert.That(FakeDriver.Calls, Has.Some.EqualTo("cuCtxSynchronize"), "the CPU reads when the GPU has written");
        inMemory.Load(file);
        back.load_state_dict(inMemory.state_dict());
        using (no_grad())
        {
            second.copy_(first);
            third.copy_(first);
        }
        Train(from, first, 2);
        Train(inMemory, second, 2);
        Train(back, third, 2);
        TensorAssert.BitEqual(second, first, "in memory");
        TensorAssert.BitEqual(third, first, "in unified memory again");
    }

    [Test]
    public void Dispose_FreesOnce_AfterTheGpuIsDone()
    {
        using var scope = NewDisposeScope();
        StatePaging paging = Paging();
        Parameter parameter = Start();
        var optimizer = new FusedAdamW([parameter], configure: o => o.Paging = paging);
        Train(optimizer, parameter, 1);
        FakeDriver.Calls.Clear();
        UpdateState state = optimizer.StateOf(parameter);
        state.Dispose();
        optimizer.Dispose();
        Assert.That(FakeDriver.Calls, Is.EqualTo(["cuCtxPushCurrent", "cuCtxSynchronize", "cuCtxPopCurrent", "cuCtxPushCurrent", "cuMemFree", "cuCtxPopCurrent"]));
        Assert.That(FakeDriver.Allocations, Is.Empty);
    }

    [Test]
    public void Step_WithoutEnoughMemory_ThrowsAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        StatePaging paging = Paging();
        Parameter small = new(ones(4)), parameter = Start();
        using var optimizer = new FusedAdamW([small, parameter], configure: o => o.Paging = paging);
        FakeDriver.Failing = "cuMemAllocManaged";
        small.grad = ones(4);
        var failure = Assert.Throws<InsufficientMemoryException>(() => Train(optimizer, parameter, 1));
        Assert.That(failure!.Message, Does.Contain($"{Bytes} bytes of unified memory").And.Contain("CUDA_ERROR_OUT_OF_MEMORY").And.Contain("help:"));
        Assert.That(optimizer.StateOf(parameter).Bytes, Is.Zero);
        Assert.That((optimizer.StateOf(small).Step, optimizer.StateOf(parameter).Step, FakeDriver.PushedContexts), Is.EqualTo((0L, 0L, 0)));
        TensorAssert.BitEqual(small, ones(4), "a parameter of the same step");

        FakeDriver.Failing = null;
        Train(optimizer, parameter, 1);
        Assert.That(optimizer.StateOf(parameter).Step, Is.EqualTo(1));
    }

    [TestCase("cuMemAdvise_v2")]
    [TestCase("cuMemPrefetchAsync_v2")]
    [TestCase("cuMemsetD8Async")]
    public void Step_DriverFailsAfterAllocating_FreesTheMemory(string function)
    {
        using var scope = NewDisposeScope();
        StatePaging paging = Paging();
        Parameter parameter = Start();
        using var optimizer = new FusedAdamW([parameter], configure: o => o.Paging = paging);
        FakeDriver.Failing = function;
        Assert.That(() => Train(optimizer, parameter, 1), Throws.TypeOf<CudaException>().With.Message.StartsWith(function.Replace("_v2", "", StringComparison.Ordinal)));
        Assert.That((FakeDriver.Allocations.Count, FakeDriver.PushedContexts, optimizer.StateOf(parameter).Bytes), Is.EqualTo((0, 0, 0L)));
        Assert.That(paging.TryKeep(paging.ResidentBytes), Is.True, "nothing is counted as resident");
    }

    [Test]
    public void Residency_IsAdvisedUpToItsPart_AndGivenBack()
    {
        using var scope = NewDisposeScope();
        CudaDevice gpu = FakeDriver.StartDevice(CudaKernels.UpdatesPtx);
        var paging = new StatePaging(residentBytes: 1 << 20) { FindGpu = _ => gpu };
        Parameter[] parameters = [Start(120_000), Start(120_000)];
        using var optimizer = new FusedAdamW(parameters, configure: o => o.Paging = paging);
        string[] Advice()
        {
            FakeDriver.Calls.Clear();
            foreach (Parameter parameter in parameters)
                optimizer.StateOf(parameter).Prepare(120_000);
            return [.. FakeDriver.Calls.Where(call => call.StartsWith("cuMemAdvise", StringComparison.Ordinal)).Select(call => call[^3..])];
        }
        Assert.That(Advice(), Is.EqualTo(["GPU", "CPU"]));
        foreach (Parameter parameter in parameters)
            optimizer.StateOf(parameter).Initialize(optimizer.StateOf(parameter).Options);
        Assert.That(Advice(), Is.EqualTo(["GPU", "CPU"]));
    }

    [Test]
    public void Paging_WithoutAFolder_IsForGpusAlone()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = Start();
        using var optimizer = new PagedAdamW([parameter], configure: o => o.Paging = new StatePaging { MinElements = 1 });
        Assert.That(() => Train(optimizer, parameter, 1), Throws.TypeOf<OptimizerStateException>().With.Message.Contains("there is no folder").And.Message.Contains("help:"));
        Assert.That(optimizer.StateOf(parameter).Step, Is.Zero);
    }

    private static StatePaging Paging(FakeGpu? gpu = null)
    {
        CudaDevice device = FakeDriver.StartDevice(CudaKernels.UpdatesPtx, gpu);
        return new StatePaging { MinElements = 500, FindGpu = _ => device };
    }

    private static Parameter Start(int size = Size) => new(tensor(KernelData.Uniform(size)));

    private static void Train(FusedOptimizer optimizer, Parameter parameter, int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            parameter.grad = tensor(KernelData.Uniform((int)parameter.numel(), seed: step));
            optimizer.step();
        }
    }
}
