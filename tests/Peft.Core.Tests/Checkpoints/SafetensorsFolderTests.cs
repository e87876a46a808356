using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Checkpoints;

[TestFixture]
public sealed class SafetensorsFolderTests
{
    private const string Index = "model.safetensors.index.json";
    private const string TwoShards = """{"metadata":{"total_size":20},"weight_map":{"a":"one.safetensors","b":"two.safetensors","c":"one.safetensors"}}""";

    private TempFolder _folder = null!;
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => (_folder, _scope) = (new TempFolder(), NewDisposeScope());

    [TearDown]
    public void TearDown()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Open_Shards_ReadsAllTensors()
    {
        WriteShards(TwoShards);

        using SafetensorsFolder folder = SafetensorsFolder.Open(_folder.Path);
        Dictionary<string, Tensor> tensors = folder.ReadAll();
        byte[] bytes = new byte[4];
        folder.ReadBytes("b", bytes, offset: 4);

        Assert.That(folder.Tensors.Keys, Is.EqualTo(new[] { "a", "c", "b" }));
        Assert.That(folder.Tensors["b"].Shape, Is.EqualTo(new[] { 2 }));
        TensorAssert.BitEqual(tensors["a"], ones(1), "a");
        TensorAssert.BitEqual(tensors["b"], full(2, 2f), "b");
        TensorAssert.BitEqual(folder.Read("c"), full(3, 3f), "c");
        Assert.That(BitConverter.ToSingle(bytes), Is.EqualTo(2f));
    }

    [Test]
    public void Open_SingleFile_GoesBeforeTheIndex()
    {
        WriteShards(TwoShards);
        Write("model.safetensors", ("whole", ones(1)));

        using SafetensorsFolder folder = SafetensorsFolder.Open(_folder.Path);

        Assert.That(folder.Tensors.Keys, Is.EqualTo(new[] { "whole" }));
    }

    [Test]
    public void Open_OtherName_OpensThatFile()
    {
        Write("adapter_model.safetensors", ("lora", ones(1)));

        using SafetensorsFolder folder = SafetensorsFolder.Open(_folder.Path, "adapter_model");

        Assert.That(folder.Tensors.Keys, Is.EqualTo(new[] { "lora" }));
    }

    [Test]
    public void Open_TensorUnknownToTheIndex_IsReadFromItsShard()
    {
        WriteShards("""{"weight_map":{"a":"one.safetensors","b":"two.safetensors"}}""");

        using SafetensorsFolder folder = SafetensorsFolder.Open(_folder.Path);

        TensorAssert.BitEqual(folder.Read("c"), full(3, 3f), "c");
    }

    [Test]
    public void Open_TensorInTwoShards_IsReadFromTheOneTheIndexNames()
    {
        WriteShards(TwoShards);
        Write("two.safetensors", ("b", full(2, 2f)), ("a", zeros(1)));

        using SafetensorsFolder folder = SafetensorsFolder.Open(_folder.Path);

        TensorAssert.BitEqual(folder.Read("a"), ones(1), "a");
    }

    [Test]
    public void Open_NoCheckpoint_NamesTheFilesThere()
    {
        Write("adapter_model.safetensors", ("lora", ones(1)));

        Assert.That(() => SafetensorsFolder.Open(_folder.Path), Throws.TypeOf<FileNotFoundException>()
            .With.Message.Contains("model.safetensors.index.json").And.Message.Contains("adapter_model.safetensors"));
    }

    [TestCase("", "JSON", TestName = "Open_WrongIndex_SaysWhatIsWrong(empty)")]
    [TestCase("[]", "weight_map", TestName = "Open_WrongIndex_SaysWhatIsWrong(array)")]
    [TestCase("{}", "weight_map", TestName = "Open_WrongIndex_SaysWhatIsWrong(no map)")]
    [TestCase("""{"weight_map":[]}""", "weight_map", TestName = "Open_WrongIndex_SaysWhatIsWrong(map an array)")]
    [TestCase("""{"weight_map":{"a":1}}""", "names a file", TestName = "Open_WrongIndex_SaysWhatIsWrong(number)")]
    [TestCase("""{"weight_map":{"a":null}}""", "'a'", "plain file name", TestName = "Open_WrongIndex_SaysWhatIsWrong(null)")]
    [TestCase("""{"weight_map":{"a":"x","a":"y"}}""", "JSON", TestName = "Open_WrongIndex_SaysWhatIsWrong(key twice)")]
    [TestCase("""{"weight_map":{"\ud800":"x"}}""", "JSON", TestName = "Open_WrongIndex_SaysWhatIsWrong(half a surrogate pair)")]
    [TestCase("""{"weight_map":{"a":"../one.safetensors"}}""", "'a'", "'../one.safetensors'", "plain file name", TestName = "Open_WrongIndex_SaysWhatIsWrong(parent folder)")]
    [TestCase("""{"weight_map":{"a":"sub/one.safetensors"}}""", "plain file name", TestName = "Open_WrongIndex_SaysWhatIsWrong(sub-folder)")]
    [TestCase("""{"weight_map":{"a":"..\\one.safetensors"}}""", "plain file name", TestName = "Open_WrongIndex_SaysWhatIsWrong(backslash)")]
    [TestCase("""{"weight_map":{"a":"/etc/passwd"}}""", "'/etc/passwd'", TestName = "Open_WrongIndex_SaysWhatIsWrong(absolute path)")]
    [TestCase("""{"weight_map":{"a":"C:x"}}""", "plain file name", TestName = "Open_WrongIndex_SaysWhatIsWrong(drive)")]
    [TestCase("""{"weight_map":{"a":".."}}""", "plain file name", TestName = "Open_WrongIndex_SaysWhatIsWrong(dots)")]
    [TestCase("""{"weight_map":{"a":"one.safetensors","x":"three.safetensors","y":"four.safetensors"}}""", "2 of 3 shards", "four.safetensors, three.safetensors",
        TestName = "Open_WrongIndex_SaysWhatIsWrong(missing shards)")]
    [TestCase("""{"weight_map":{"a":"one.safetensors","x":"one.safetensors"}}""", "'x'", "1 of 2 tensors", TestName = "Open_WrongIndex_SaysWhatIsWrong(missing tensor)")]
    [TestCase("""{"weight_map":{"a":"two.safetensors","b":"two.safetensors"}}""", "'a'", "1 of 2 tensors", TestName = "Open_WrongIndex_SaysWhatIsWrong(tensor in another shard)")]
    public void Open_WrongIndex_SaysWhatIsWrong(string index, params string[] words)
    {
        WriteShards(index);

        CheckpointFormatException error = Assert.Throws<CheckpointFormatException>(() => SafetensorsFolder.Open(_folder.Path))!;

        Assert.That(error.File, Does.EndWith(Index));
        Assert.Multiple(() => Array.ForEach(words, word => Assert.That(error.Message, Does.Contain(word))));
    }

    [Test]
    public void Open_TensorInTwoShardsAndNotInTheIndex_NamesBoth()
    {
        WriteShards("""{"weight_map":{"a":"one.safetensors","b":"two.safetensors"}}""");
        Write("two.safetensors", ("b", full(2, 2f)), ("c", zeros(1)));

        Assert.That(() => SafetensorsFolder.Open(_folder.Path), Throws.TypeOf<CheckpointFormatException>()
            .With.Property("Key").EqualTo("c").And.Message.Contains("one.safetensors").And.Message.Contains("two.safetensors"));
    }

    [Test]
    public void Read_UnknownName_SuggestsTheNearest()
    {
        Write("model.safetensors", ("model.norm.weight", ones(1)), ("lm_head.weight", ones(1)));
        using SafetensorsFolder folder = SafetensorsFolder.Open(_folder.Path);

        Assert.That(() => folder.Read("norm.weight"), Throws.TypeOf<KeyNotFoundException>()
            .With.Message.Contains("'norm.weight'").And.Message.Contains("model.norm.weight, lm_head.weight"));
    }

    private void WriteShards(string index)
    {
        Write("one.safetensors", ("a", ones(1)), ("c", full(3, 3f)));
        Write("two.safetensors", ("b", full(2, 2f)));
        AtomicFile.WriteAllText(_folder.File(Index), index);
    }

    private void Write(string name, params (string Name, Tensor Tensor)[] tensors) =>
        SafetensorsFile.Save(_folder.File(name), tensors.Select(pair => KeyValuePair.Create(pair.Name, pair.Tensor)));
}
