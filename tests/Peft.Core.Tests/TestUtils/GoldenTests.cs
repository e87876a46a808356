using System.Text.Json;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.TestUtils;

[TestFixture]
public sealed class GoldenTests
{
    private const long LargestSubset = 4 << 20;

    [Test]
    public void Case_LoraPlain_HasDescriptionAndTensors()
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenCase lora = Golden.Case("peft", "lora_plain");

        string name = lora.Description.GetProperty("trainable")[0].GetProperty("name").GetString()!;

        Assert.That(lora.Has("grads.safetensors"), Is.True);
        Assert.That(lora.Tensors("grads.safetensors"), Does.ContainKey(name));
        Assert.That(Golden.Tensors("base/llama/io.safetensors"), Does.ContainKey("output"));
    }

    [Test]
    public void Case_InASharedFolder_HasItsOwnDescription() =>
        Assert.That(Golden.Case("optim", "optim").Description.GetProperty("cases")[0].GetProperty("id").GetString(), Is.EqualTo("torch_adamw"));

    [Test]
    public void Case_Unknown_NamesTheKnown() => Assert.Multiple(() =>
    {
        Assert.That(() => Golden.Case("peft", "lora_plane"), Throws.InvalidOperationException.With.Message.Contains("lora_plain"));
        Assert.That(() => Golden.Cases("pefd"), Throws.InvalidOperationException.With.Message.Contains("peft"));
    });

    [Test]
    public void Subset_EveryCase_IsComplete()
    {
        string subset = Repository.Fixture("golden");
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(subset, "manifest.json")));
        string[] folders = [.. manifest.RootElement.GetProperty("cases").EnumerateArray().Select(entry => entry.GetProperty("dir").GetString()!)];

        Assert.That(folders, Is.Not.Empty.And.All.Matches<string>(folder => Directory.Exists(Path.Combine(subset, folder!))));
        foreach (string description in Directory.EnumerateFiles(Path.Combine(subset, "peft"), "case.json", SearchOption.AllDirectories))
        {
            using JsonDocument parsed = JsonDocument.Parse(File.ReadAllBytes(description));
            string baseModel = Path.Combine(subset, parsed.RootElement.GetProperty("base").GetString()!, "model.safetensors");
            Assert.That(baseModel, Does.Exist, description);
        }
    }

    [Test]
    public void Subset_StaysSmall() => Assert.That(
        new DirectoryInfo(Repository.Fixture("golden")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length), Is.LessThan(LargestSubset));
}
