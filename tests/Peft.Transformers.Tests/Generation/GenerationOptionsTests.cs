using Peft.Generation;
using Peft.TestUtils;

namespace Peft.Transformers.Tests.Generation;

[TestFixture]
public sealed class GenerationOptionsTests
{
    private static IEnumerable<TestCaseData> Invalid() =>
    [
        new(new GenerationOptions { MaxNewTokens = 0 }, "MaxNewTokens is 0"),
        new(new GenerationOptions { MinNewTokens = 200 }, "MinNewTokens is 200"),
        new(new GenerationOptions { Temperature = -1 }, "Temperature is -1"),
        new(new GenerationOptions { Temperature = double.NaN }, "Temperature is NaN"),
        new(new GenerationOptions { TopK = 0 }, "TopK is 0"),
        new(new GenerationOptions { TopP = 0 }, "TopP is 0"),
        new(new GenerationOptions { TopP = 1.1 }, "TopP is 1.1"),
    ];

    [TestCaseSource(nameof(Invalid))]
    public void Validate_InvalidSetting_SaysWhich(GenerationOptions options, string problem) =>
        Assert.That(options.Validate, Throws.TypeOf<PeftConfigException>().With.Message.Contains(problem));

    [TestCase("""{"eos_token_id": [1, 2], "do_sample": false, "temperature": 0.6}""", 0.0, null, 1.0, new[] { 1, 2 })]
    [TestCase("""{"eos_token_id": 5, "do_sample": true, "temperature": 0.6, "top_p": 0.9, "top_k": 50}""", 0.6, 50, 0.9, new[] { 5 })]
    [TestCase("""{"do_sample": true}""", 1.0, null, 1.0, new int[0])]
    public void FromFolder_PublishedSettings_AreTaken(string json, double temperature, int? topK, double topP, int[] stops)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("generation_config.json"), json);

        var options = GenerationOptions.FromFolder(folder.Path);

        Assert.That((options.Temperature, options.TopK, options.TopP), Is.EqualTo((temperature, topK, topP)));
        Assert.That(options.StopTokens, Is.EqualTo(stops));
    }

    [Test]
    public void FromFolder_WithoutFile_GivesDefaultsAndDamagedFileIsRefused()
    {
        using var folder = new TempFolder();
        Assert.That(GenerationOptions.FromFolder(folder.Path).MaxNewTokens, Is.EqualTo(new GenerationOptions().MaxNewTokens));

        File.WriteAllText(folder.File("generation_config.json"), """{"eos_token_id": "end"}""");
        Assert.That(() => GenerationOptions.FromFolder(folder.Path), Throws.TypeOf<PeftConfigException>().With.Message.Contains("generation_config.json"));
    }
}
