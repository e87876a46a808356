using System.Text.Json;
using Peft.Checkpoints;
using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

/// <summary>Merging from folders to a folder.</summary>
[TestFixture]
public sealed class ModelMergeRunTests
{
    private static readonly long[][] s_shapes = [[6, 4], [4], [2, 3, 2], [0, 5]];

    private TempFolder _folder = null!;
    private DisposeScope _scope = null!;

    private string Output => _folder.File("merged");

    [SetUp]
    public void SetUp()
    {
        (_folder, _scope) = (new TempFolder(), NewDisposeScope());
        WriteModel("base", 1);
        WriteModel("a", 2);
        WriteModel("b", 3, ScalarType.Float32, maxShardBytes: 50);
        File.WriteAllText(_folder.File("base/config.json"), """{"model_type": "llama", "torch_dtype": "bfloat16", "note": "é"}""");
        File.WriteAllText(_folder.File("base/tokenizer.json"), "{}");
        File.WriteAllText(_folder.File("base/README.md"), "about the base alone");
        File.WriteAllText(_folder.File("base/pytorch_model.bin"), "weights");
    }

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Run_AnyMethod_GivesWhatMergingInMemoryGives([Values] MergeMethod method, [Values(50, 1000)] long maxShardBytes)
    {
        var options = Options(method, maxShardBytes);

        ModelMerge.Run(options, Output);

        using var merged = SafetensorsFolder.Open(Output);
        using var origin = SafetensorsFolder.Open(_folder.File("base"));
        List<SafetensorsFolder> models = [.. options.Models.Select(m => SafetensorsFolder.Open(m.Folder))];
        Assert.That(merged.Tensors.Keys, Is.EquivalentTo(origin.Tensors.Keys));
        foreach (string name in merged.Tensors.Keys.Where(n => n != "positions"))
        {
            var expected = ModelMerge.Merge(options, name, options.BaseModel is null ? null : origin.Read(name), [.. models.Select(m => m.Read(name))]);
            TensorAssert.BitEqual(merged.Read(name), expected, name);
        }
        TensorAssert.BitEqual(merged.Read("positions"), arange(5), "positions");
        models.ForEach(m => m.Dispose());
        Assert.That(File.Exists(Path.Combine(Output, "model.safetensors.index.json")), Is.EqualTo(maxShardBytes == 50));
    }

    [Test]
    public void Run_Sharding_DoesNotChangeTheDraws()
    {
        ModelMerge.Run(Options(MergeMethod.DareTies, 1000), Output);
        ModelMerge.Run(Options(MergeMethod.DareTies, 20), _folder.File("sharded"));

        using var single = SafetensorsFolder.Open(Output);
        using var sharded = SafetensorsFolder.Open(_folder.File("sharded"));
        foreach (string name in single.Tensors.Keys)
            TensorAssert.BitEqual(sharded.Read(name), single.Read(name), name);
    }

    [Test]
    public void Run_OtherFiles_AreCopiedFromTheBaseWithoutItsWeights()
    {
        ModelMerge.Run(Options(MergeMethod.Ties), Output);

        Assert.That(Names(Output), Is.EqualTo(new[] { "config.json", "model.safetensors", "tokenizer.json" }));
        Assert.That(File.ReadAllBytes(Path.Combine(Output, "config.json")), Is.EqualTo(File.ReadAllBytes(_folder.File("base/config.json"))));
    }

    [Test]
    public void Run_OutputType_IsThatOfEveryMergedTensorAndOfTheConfiguration()
    {
        ModelMerge.Run(Options(MergeMethod.Linear, type: ScalarType.Float16), Output);
        ModelMerge.Run(Options(MergeMethod.Ties, type: ScalarType.Float32), _folder.File("other"));

        using var half = SafetensorsFolder.Open(Output);
        using var single = SafetensorsFolder.Open(_folder.File("other"));
        Assert.That(half.Tensors.Values.Where(t => t.Name != "positions").Select(t => t.DType), Is.All.EqualTo(SafetensorsDType.F16));
        Assert.That(single.Tensors.Values.Where(t => t.Name != "positions").Select(t => t.DType), Is.All.EqualTo(SafetensorsDType.F32));
        Assert.That(single.Tensors["positions"].DType, Is.EqualTo(SafetensorsDType.I64));
        using var config = JsonDocument.Parse(File.ReadAllBytes(_folder.File("other/config.json")));
        Assert.That(config.RootElement.GetProperty("torch_dtype").GetString(), Is.EqualTo("float32"));
        Assert.That(config.RootElement.GetProperty("note").GetString(), Is.EqualTo("é"));
    }

    [Test]
    public void Run_Progress_CountsEveryTensor()
    {
        Recorder<ModelMergeProgress> progress = new();

        ModelMerge.Run(Options(MergeMethod.Ties), Output, progress);

        Assert.That(progress.Reports.Select(r => r.Done), Is.EqualTo(Enumerable.Range(1, s_shapes.Length + 1)));
        Assert.That(progress.Reports.Select(r => r.Total), Is.All.EqualTo(s_shapes.Length + 1));
        Assert.That(progress.Reports.Select(r => r.Tensor), Is.Unique);
    }

    [Test]
    public void Run_Cancelled_LeavesNothing()
    {
        using CancellationTokenSource source = new();
        Recorder<ModelMergeProgress> progress = new() { OnReport = r => { if (r.Done == 3) source.Cancel(); } };

        Assert.That(() => ModelMerge.Run(Options(MergeMethod.Ties, 50), Output, progress, source.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(progress.Reports, Has.Count.EqualTo(3));
        Assert.That(Names(_folder.Path), Is.EqualTo(new[] { "a", "b", "base" }));
    }

    [Test]
    public void Run_FailingHalfway_LeavesNothing()
    {
        Recorder<ModelMergeProgress> progress = new() { OnReport = r => { if (r.Done == 3) throw new InvalidDataException(); } };

        Assert.That(() => ModelMerge.Run(Options(MergeMethod.Ties, 50), Output, progress), Throws.InstanceOf<InvalidDataException>());

        Assert.That(Names(_folder.Path), Is.EqualTo(new[] { "a", "b", "base" }));
    }

    [Test]
    public void Run_FolderWithContent_IsRefused()
    {
        Assert.That(() => ModelMerge.Run(Options(MergeMethod.Ties), _folder.File("a")), Throws.InstanceOf<IOException>().With.Message.Contains("there already"));

        Assert.That(Names(_folder.File("a")), Is.EqualTo(new[] { "model.safetensors" }));
    }

    [Test]
    public void Run_ManyTensors_HoldsThoseOfOneOnly([Values] MergeMethod method)
    {
        foreach (string name in new[] { "base", "a", "b" })
        {
            Directory.Delete(_folder.File(name), recursive: true);
            WriteModel(name, 1, count: 60);
        }
        long before = LeakGuard.LiveTensors();
        Recorder<long> live = new();
        Recorder<ModelMergeProgress> progress = new() { OnReport = _ => live.Report(LeakGuard.LiveTensors() - before) };

        ModelMerge.Run(Options(method), Output, progress);

        Assert.That(live.Reports, Has.Count.EqualTo(61).And.All.EqualTo(1), "the result alone is left of each");
        Assert.That(LeakGuard.LiveTensors() - before, Is.Zero);
    }

    [Test]
    public void Run_TensorMissing_IsRefusedWithTheNearestNames()
    {
        WriteModel("short", 4, names: i => i == 1 ? "layers.1.wieght" : $"layers.{i}.weight");
        ModelMergeOptions options = new() { Method = MergeMethod.Linear, Models = [new(_folder.File("a")), new(_folder.File("short"))] };

        Assert.That(() => ModelMerge.Run(options, Output), Throws.InstanceOf<CheckpointFormatException>()
            .With.Message.Contains("short, 'layers.1.weight'").And.Message.Contains("1 of 5").And.Message.Contains("nearest names are layers.1.wieght."));
        Assert.That(Names(_folder.Path), Does.Not.Contain("merged"));
    }

    [Test]
    public void Run_TensorThatOnlyOneModelHas_IsRefusedWhicheverHasIt([Values("short", "a")] string first)
    {
        WriteModel("short", 4, shapes: s_shapes[1..]);
        MergeSource[] models = [new(_folder.File(first)), new(_folder.File(first == "a" ? "short" : "a"))];

        Assert.That(() => ModelMerge.Run(new() { Method = MergeMethod.Linear, Models = models }, Output), Throws.InstanceOf<CheckpointFormatException>()
            .With.Message.Contains("short, 'layers.3.weight'").And.Message.Contains("nearest names are layers."));
    }

    [Test]
    public void Run_OtherShapeOrKind_IsRefused()
    {
        WriteModel("wide", 4, shapes: [[6, 5], [4], [2, 3, 2], [0, 5]]);
        WriteModel("integers", 4, ScalarType.Int32);
        WriteModel("elsewhere", 4, positions: arange(5) + 1);

        Assert.Multiple(() =>
        {
            Assert.That(() => Run("wide"), Throws.InstanceOf<CheckpointFormatException>().With.Message.Contains("[6, 5]").And.Message.Contains("[6, 4]"));
            Assert.That(() => Run("integers"), Throws.InstanceOf<CheckpointFormatException>().With.Message.Contains("I32").And.Message.Contains("BF16"));
            Assert.That(() => Run("elsewhere"), Throws.InstanceOf<CheckpointFormatException>().With.Message.Contains("'positions'").And.Message.Contains("other values"));
        });
        Assert.That(Names(_folder.Path), Does.Not.Contain("merged"));

        void Run(string other) => ModelMerge.Run(new() { Method = MergeMethod.TaskArithmetic, BaseModel = _folder.File("base"), Models = [new(_folder.File(other))] }, Output);
    }

    [Test]
    public void Run_WeightsThatCancelInOneTensor_AreRefusedBeforeAnythingIsDone()
    {
        Recorder<ModelMergeProgress> progress = new();
        MergeSource[] models = [new(_folder.File("a")), new(_folder.File("b")) { Weight = new([("layers.2", -1)], otherwise: 1) }];

        Assert.That(() => ModelMerge.Run(new() { Method = MergeMethod.Linear, Models = models }, Output, progress), Throws.InstanceOf<PeftConfigException>().With.Message.Contains("layers.2.weight"));
        Assert.That(progress.Reports, Is.Empty);
    }

    [Test]
    public void Run_FolderWithoutModel_IsRefused() =>
        Assert.That(() => ModelMerge.Run(new() { Method = MergeMethod.Linear, Models = [new(_folder.Path)] }, Output), Throws.InstanceOf<FileNotFoundException>());

    private ModelMergeOptions Options(MergeMethod method, long maxShardBytes = 1000, ScalarType? type = null)
    {
        bool usesDensity = method is MergeMethod.Ties or MergeMethod.DareLinear or MergeMethod.DareTies;
        MergeSource a = new(_folder.File("a"));
        MergeSource b = usesDensity ? new(_folder.File("b")) { Weight = 0.5, Density = new([("layers.0", 0.25)], 0.75) } : new(_folder.File("b")) { Weight = 0.5 };
        return new()
        {
            Method = method,
            BaseModel = method == MergeMethod.Linear ? null : _folder.File("base"),
            Models = method == MergeMethod.Slerp ? [a] : [a, b],
            T = method == MergeMethod.Slerp ? new([("layers.0", 0.25)], 0.5) : null,
            OutputType = type,
            MaxShardBytes = maxShardBytes,
            Seed = 11,
        };
    }

    private void WriteModel(
        string name, ulong seed, ScalarType type = ScalarType.BFloat16, long maxShardBytes = 1000, Func<int, string>? names = null, long[][]? shapes = null, int? count = null, Tensor? positions = null)
    {
        using var scope = NewDisposeScope();
        using Generator generator = new(seed);
        shapes ??= count is { } n ? [.. Enumerable.Repeat(s_shapes[0], n)] : s_shapes;
        var tensors = shapes.Select((shape, i) => (Name: names?.Invoke(i) ?? $"layers.{i}.weight", Value: randn(shape, generator: generator).to_type(type)))
            .Append((Name: "positions", Value: positions ?? arange(5))).ToDictionary(t => t.Name, t => t.Value);
        string folder = Directory.CreateDirectory(_folder.File(name)).FullName;
        SafetensorsFolder.Save(folder, tensors.Select(t => new SafetensorSpec(t.Key, t.Value.dtype, t.Value.shape)), info => tensors[info.Name], maxShardBytes);
    }

    private static string[] Names(string folder) => [.. Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private sealed class Recorder<T> : IProgress<T>
    {
        public List<T> Reports { get; } = [];

        public Action<T> OnReport { get; init; } = _ => { };

        public void Report(T value)
        {
            Reports.Add(value);
            OnReport(value);
        }
    }
}
