using Peft.Samples.Pretrain.Training;
using Peft.Samples.Pretrain.World;
using Peft.TestUtils;

namespace Peft.Transformers.Tests.Samples;

/// <summary>What samples/Peft.Demo ships is what samples/Pretrain makes.</summary>
[TestFixture]
public sealed class DemoFilesTests
{
    private static readonly (List<Example> Train, List<Example> HeldOut) s_data = RecordTask.Shipped();

    [Test]
    public void Data_MadeAgain_IsTheSame()
    {
        Assert.That(File.ReadAllText(Shipped("data/train.jsonl")), Is.EqualTo(InstructionFile.Format(s_data.Train)));
        Assert.That(File.ReadAllText(Shipped("data/heldout.jsonl")), Is.EqualTo(InstructionFile.Format(s_data.HeldOut)));
    }

    [TestCase("who")]
    [TestCase("item")]
    public void HeldOut_ComparedWithTrain_NamesOtherPeopleAndThings(string field)
    {
        var (train, heldOut) = (Values(s_data.Train, field), Values(s_data.HeldOut, field));
        Assert.That(train, Is.Not.Empty);
        Assert.That(heldOut, Is.Not.Empty);
        Assert.That(heldOut.Intersect(train), Is.Empty);
    }

    [TestCase("tokenizer.json")]
    [TestCase("tokenizer_config.json")]
    public void Tokenizer_MadeAgain_IsTheSame(string file)
    {
        using var folder = new TempFolder();
        BaseModel.WriteTokenizer(folder.Path);
        Assert.That(File.ReadAllText(folder.File(file)), Is.EqualTo(File.ReadAllText(Shipped($"model/{file}"))));
    }

    private static HashSet<string> Values(IEnumerable<Example> examples, string field) =>
        [.. examples.SelectMany(e => e.Output.Split("; ")).Select(pair => pair.Split(" = ")).Where(pair => pair[0] == field).Select(pair => pair[1])];

    private static string Shipped(string path) => Path.Combine(Repository.Root, "samples", "Peft.Demo", path);
}
