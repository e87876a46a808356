using System.Text.Json;
using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Checkpoints;

[TestFixture]
public sealed class SafetensorsWriterTests
{
    private TempFolder _folder = null!;
    private DisposeScope _scope = null!;

    private string Target => _folder.File("model.safetensors");

    [SetUp]
    public void SetUp() => (_folder, _scope) = (new TempFolder(), NewDisposeScope());

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Write_OneByOneInAnyOrder_GivesTheFileThatSaveGives([Values] bool reverse)
    {
        var (x, y) = (arange(6, ScalarType.Float32).reshape(2, 3), ones(4, ScalarType.Int64));
        SafetensorsFile.Save(_folder.File("saved"), [new("x", x), new("y", y)]);

        using (var writer = SafetensorsWriter.Create(Target, [new("x", ScalarType.Float32, [2, 3]), new("y", SafetensorsDType.I64, [4])]))
        {
            Assert.That(writer.Tensors.Select(t => t.Name), Is.EqualTo(new[] { "y", "x" }));
            foreach (string name in reverse ? new[] { "x", "y" } : ["y", "x"])
                writer.Write(name, name == "x" ? x : y);
            Assert.That(File.Exists(Target), Is.False);
            writer.Commit();
        }

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(File.ReadAllBytes(_folder.File("saved"))));
        Assert.That(Directory.GetFiles(_folder.Path), Has.Length.EqualTo(2));
    }

    [Test]
    public void Dispose_BeforeCommit_LeavesNothing()
    {
        using (var writer = SafetensorsWriter.Create(Target, [new("x", ScalarType.Float32, [2])]))
            writer.Write("x", ones(2));

        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Write_AfterACancelledAttempt_StartsTheTensorAnew()
    {
        using var writer = SafetensorsWriter.Create(Target, [new("x", ScalarType.Int16, [(1 << 23) + 1])]);
        using CancellationTokenSource source = new();
        var x = arange((1 << 23) + 1, ScalarType.Int16);
        source.Cancel();

        Assert.That(() => writer.Write("x", x, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(writer.Commit, Throws.InvalidOperationException.With.Message.Contains("0 of 1"));
        writer.Write("x", x);
        writer.Commit();

        using var file = SafetensorsFile.Open(Target);
        TensorAssert.BitEqual(file.Read("x"), x, "x");
    }

    [Test]
    public void Write_OtherThanAnnounced_IsRefused()
    {
        using var writer = SafetensorsWriter.Create(Target, [new("a", ScalarType.Float32, [2]), new("b", ScalarType.Float32, [2])]);

        Assert.Multiple(() =>
        {
            Assert.That(() => writer.Write("c", ones(2)), Throws.ArgumentException.With.Message.Contains("'c' F32 [2], which was not announced"));
            Assert.That(() => writer.Write("a", ones(3)), Throws.ArgumentException.With.Message.Contains("'a' F32 [3]; expected 'a' F32 [2]"));
            Assert.That(() => writer.Write("a", ones(2, ScalarType.Int32)), Throws.ArgumentException.With.Message.Contains("I32"));
        });
        writer.Write("a", ones(2));
        Assert.That(writer.Commit, Throws.InvalidOperationException.With.Message.Contains("'b'"));
        writer.Write("b", ones(2));
        Assert.That(() => writer.Write("b", ones(2)), Throws.InvalidOperationException.With.Message.Contains("already"));
    }

    [Test]
    public void Create_ImpossibleTensors_AreRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => SafetensorsWriter.Create(Target, [new("x", ScalarType.Byte, [1]), new("x", ScalarType.Byte, [1])]), Throws.ArgumentException.With.Message.Contains("twice"));
            Assert.That(() => SafetensorsWriter.Create(Target, [new("x", SafetensorsDType.U8, [-1])]), Throws.ArgumentException.With.Message.Contains("[-1]"));
            Assert.That(() => SafetensorsWriter.Create(Target, [new("x", SafetensorsDType.F4, [3])]), Throws.ArgumentException.With.Message.Contains("whole bytes"));
            Assert.That(() => new SafetensorSpec("x", ScalarType.QInt8, [1]), Throws.ArgumentException.With.Message.Contains("QInt8"));
        });
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void FolderSave_Small_IsOneFileWithoutIndex()
    {
        Save(maxShardBytes: 1000);

        Assert.That(Names(), Is.EqualTo(new[] { "model.safetensors" }));
        AssertValues();
    }

    [TestCase(8, "00001-of-00004", "00002-of-00004", "00003-of-00004", "00004-of-00004")]
    [TestCase(16, "00001-of-00003", "00002-of-00003", "00003-of-00003")]
    public void FolderSave_Large_IsShardedWithAnIndex(long maxShardBytes, params string[] numbers)
    {
        Save(maxShardBytes);

        Assert.That(Names(), Is.EqualTo(numbers.Select(n => $"model-{n}.safetensors").Append("model.safetensors.index.json")));
        AssertValues();
        using var index = JsonDocument.Parse(File.ReadAllBytes(_folder.File("model.safetensors.index.json")));
        Assert.That(index.RootElement.GetProperty("metadata").GetProperty("total_size").GetInt64(), Is.EqualTo(48));
        Assert.That(index.RootElement.GetProperty("weight_map").EnumerateObject().Select(e => e.Name), Is.EqualTo(new[] { "a", "b", "c", "d" }));
        using var shard = SafetensorsFile.Open(_folder.File($"model-{numbers[0]}.safetensors"));
        Assert.That(shard.Metadata["format"], Is.EqualTo("pt"));
    }

    [Test]
    public void FolderSave_Empty_IsAnEmptyCheckpoint()
    {
        SafetensorsFolder.Save(_folder.Path, [], _ => zeros(1));

        using var opened = SafetensorsFolder.Open(_folder.Path);
        Assert.That(opened.Tensors, Is.Empty);
    }

    [Test]
    public void FolderSave_FailingInTheLastShard_LeavesNothing()
    {
        Assert.That(() => Save(8, info => info.Name == "d" ? throw new InvalidDataException("no d") : Value(info)), Throws.InstanceOf<InvalidDataException>());

        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public void FolderSave_NameTwiceInDifferentShards_IsRefused() =>
        Assert.That(() => SafetensorsFolder.Save(_folder.Path, [Spec("a", 2), Spec("a", 2)], Value, maxShardBytes: 8), Throws.ArgumentException.With.Message.Contains("'a' comes twice"));

    [Test]
    public void FolderSave_CheckpointThere_IsRefused([Values("model.safetensors", "model.safetensors.index.json")] string present)
    {
        File.WriteAllText(_folder.File(present), "old");

        Assert.That(() => Save(8), Throws.InstanceOf<IOException>().With.Message.Contains(present));
        Assert.That(File.ReadAllText(_folder.File(present)), Is.EqualTo("old"));
    }

    [Test]
    public void FolderSave_ManyTensors_HasOneAtATime()
    {
        List<long> live = [];
        long before = LeakGuard.LiveTensors();

        SafetensorsFolder.Save(_folder.Path, Enumerable.Range(0, 50).Select(i => Spec($"t{i}", 3)), info =>
        {
            live.Add(LeakGuard.LiveTensors() - before);
            return ones(info.Shape.ToArray());
        });

        Assert.That(live, Has.Count.EqualTo(50).And.All.Zero);
    }

    private static SafetensorSpec Spec(string name, long length) => new(name, ScalarType.Float32, [length]);

    // Of 8, 8, 24 and 8 bytes.
    private void Save(long maxShardBytes, Func<SafetensorInfo, Tensor>? make = null) =>
        SafetensorsFolder.Save(_folder.Path, [Spec("a", 2), Spec("b", 2), Spec("c", 6), Spec("d", 2)], make ?? Value, maxShardBytes);

    private static Tensor Value(SafetensorInfo info) => full(info.Shape.ToArray(), (float)info.Name[0]);

    private string[] Names() => [.. Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private void AssertValues()
    {
        using var opened = SafetensorsFolder.Open(_folder.Path);
        Assert.That(opened.Tensors, Has.Count.EqualTo(4));
        foreach (var info in opened.Tensors.Values)
            TensorAssert.AreClose(opened.Read(info.Name), Value(info), 0, 0, info.Name);
    }
}
