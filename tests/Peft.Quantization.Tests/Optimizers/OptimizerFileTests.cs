using Peft.Checkpoints;
using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Training goes on from what was saved, to the bit, by every way of saving; what does not fit is refused before anything changes.</summary>
[TestFixture]
public sealed class OptimizerFileTests
{
    private const int Size = 6000;

    private static readonly Func<IEnumerable<Parameter>, string, FusedOptimizer>[] s_kinds =
    [
        (p, _) => new FusedAdamW(p, configure: o => o.PercentileClipping = 90),
        (p, _) => new AdamW8bit(p),
        (p, _) => new AdEMAMix8bit(p, warmup: 5),
        (p, folder) => new PagedAdamW(p, folder, configure: o => (o.Paging, o.Bits) = (Paging(folder), 8)),
        (p, _) => new AdamW8bit(p, configure: o => (o.Projection, o.MinElementsFor8Bit) = (new GaLoreProjection(4) { UpdateInterval = 2 }, 100)),
    ];

    private static IEnumerable<TestCaseData> Kinds => s_kinds.Select((kind, i) => new TestCaseData(kind).SetArgDisplayNames(new[] { "32-bit", "8-bit", "AdEMAMix", "paged", "GaLore" }[i]));

    [TestCaseSource(nameof(Kinds))]
    public void Save_ThenLoad_GoesOn(Func<IEnumerable<Parameter>, string, FusedOptimizer> create) =>
        GoesOn(create, (from, to, folder) =>
        {
            string file = Path.Combine(folder, "optimizer.safetensors");
            from.Save(file);
            to.Load(file);
        });

    [TestCaseSource(nameof(Kinds))]
    public void StateDict_ThroughAStream_GoesOn(Func<IEnumerable<Parameter>, string, FusedOptimizer> create) =>
        GoesOn(create, (from, to, folder) =>
        {
            string file = Path.Combine(folder, "optimizer.bin");
            from.save_state_dict(file);
            to.load_state_dict(file);
        });

    [TestCaseSource(nameof(Kinds))]
    public void StateDict_OfAnotherOptimizer_GoesOn(Func<IEnumerable<Parameter>, string, FusedOptimizer> create) =>
        GoesOn(create, (from, to, _) =>
        {
            to.load_state_dict(from.state_dict());
            Assert.That(to.state_dict().State.Zip(from.state_dict().State).All(pair => pair.First.ApproximatelyEquals(pair.Second)), Is.True);
        });

    [Test]
    public void Load_OfAPagedState_IntoMemory_GoesOn()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        Parameter paged = Start(), plain = Start();
        using var from = new PagedAdamW([paged], folder.Path, configure: o => o.Paging = Paging(folder.Path));
        using var to = new FusedAdamW([plain]);
        Train(from, paged, 0, 3);
        Train(to, plain, 0, 3);
        string file = Path.Combine(folder.Path, "optimizer.safetensors");
        from.Save(file);
        to.Load(file);
        Train(from, paged, 3, 6);
        Train(to, plain, 3, 6);
        TensorAssert.BitEqual(plain, paged, "parameter");
    }

    [Test]
    public void Load_OfWhatDoesNotFit_IsRefusedAndChangesNothing()
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        string file = Path.Combine(folder.Path, "optimizer.safetensors");
        Parameter parameter = Start();
        using var optimizer = new AdamW8bit([parameter]);
        Train(optimizer, parameter, 0, 2);
        optimizer.Save(file);

        Parameter other = new(zeros(Size + 1)), second = Start();
        using FusedOptimizer another = new AdamW8bit([other]), lion = new Lion([second]), two = new AdamW8bit([Start(), Start()]), blocks = new AdamW8bit([Start()], configure: o => o.BlockSize = 512);
        Assert.That(() => another.Load(file), Throws.TypeOf<OptimizerStateException>().With.Message.Contains($"[{Size}]"));
        Assert.That(() => lion.Load(file), Throws.TypeOf<OptimizerStateException>().With.Message.Contains("'Adam'; expected 'Lion'"));
        Assert.That(() => two.Load(file), Throws.TypeOf<OptimizerStateException>().With.Message.Contains("expected 2 in 1"));
        Assert.That(() => blocks.Load(file), Throws.TypeOf<OptimizerStateException>().With.Message.Contains("absmax1"));
        Assert.That(another.StateOf(other).Step, Is.Zero);

        using (FileStream stream = File.OpenWrite(file))
            stream.SetLength(stream.Length - 100);
        Assert.That(() => optimizer.Load(file), Throws.TypeOf<CheckpointFormatException>());
        Assert.That(optimizer.StateOf(parameter).Step, Is.EqualTo(2));
    }

    private static IEnumerable<TestCaseData> Damages
    {
        get
        {
            static TestCaseData Damage(string name, string message, Action<Dictionary<string, Tensor>, Dictionary<string, string>> change) => new TestCaseData(change, message).SetArgDisplayNames(name);
            yield return Damage("settings of another group", "'group.0'", (tensors, settings) => (settings["group.1"], _) = ("", settings.Remove("group.0")));
            yield return Damage("settings that are no numbers", "'group.0'", (_, settings) => settings["group.0"] = "a b");
            yield return Damage("few settings", "2 numbers", (_, settings) => settings["group.0"] = "0.1 0.1");
            yield return Damage("settings out of range", "Beta1 must be", (_, settings) => settings["group.0"] = "0.1 0.1 5" + string.Concat(settings["group.0"].Split(' ')[3..].Select(s => " " + s)));
            yield return Damage("few lengths of gradients", "gradient_norms", (tensors, _) => tensors["0.gradient_norms"] = zeros(3));
            yield return Damage("a negative number of steps", "'step' of a parameter is -1", (tensors, _) => tensors["0.step"] = tensor(-1L));
            yield return Damage("unknown state", "'state3'", (tensors, _) => tensors["0.state3"] = zeros(Size));
            yield return Damage("unknown parameter", "'more'", (tensors, _) => tensors["more"] = zeros(1));
        }
    }

    [TestCaseSource(nameof(Damages))]
    public void Load_OfADamagedFile_SaysWhatAndChangesNothing(Action<Dictionary<string, Tensor>, Dictionary<string, string>> change, string message)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        string file = folder.File("optimizer.safetensors");
        Parameter parameter = Start();
        using var optimizer = new AdamW8bit([parameter], configure: o => o.PercentileClipping = 90);
        Train(optimizer, parameter, 0, 1);
        optimizer.Save(file);
        Train(optimizer, parameter, 1, 3);
        Dictionary<string, Tensor> tensors;
        Dictionary<string, string> settings;
        using (var saved = SafetensorsFile.Open(file))
            (tensors, settings) = (saved.ReadAll(), new(saved.Metadata));
        change(tensors, settings);
        SafetensorsFile.Save(file, tensors, settings);

        double rate = optimizer.ParamGroups.Single().LearningRate;
        Assert.That(() => optimizer.Load(file), Throws.TypeOf<OptimizerStateException>().With.Message.Contains(message).And.Message.Contains("help:"));
        Assert.That((optimizer.StateOf(parameter).Step, optimizer.ParamGroups.Single().LearningRate), Is.EqualTo((3, rate)));
    }

    private static void GoesOn(Func<IEnumerable<Parameter>, string, FusedOptimizer> create, Action<FusedOptimizer, FusedOptimizer, string> transfer)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        Parameter whole = Start(), resumed = Start();
        using FusedOptimizer straight = create([whole], folder.Path), before = create([resumed], folder.Path), after = create([resumed], folder.Path);
        Train(straight, whole, 0, 6);
        Train(before, resumed, 0, 3);
        before.ParamGroups.Single().LearningRate = straight.ParamGroups.Single().LearningRate;
        transfer(before, after, folder.Path);
        Train(after, resumed, 3, 6);
        TensorAssert.BitEqual(resumed, whole, "parameter");
        Assert.That(after.StateOf(resumed).Step, Is.EqualTo(6));
    }

    private static void Train(FusedOptimizer optimizer, Parameter parameter, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            parameter.grad = tensor(KernelData.Uniform(Size, step)).view(parameter.shape);
            optimizer.ParamGroups.Single().LearningRate = 1e-2 / (step + 1);
            optimizer.step();
        }
    }

    private static Parameter Start() => new(tensor(KernelData.Uniform(Size)).view(60, 100));

    private static StatePaging Paging(string folder) => new(folder, 1 << 20) { MinElements = 1 };
}
