namespace Peft.Adapters.Tests.Lora;

[TestFixture]
public sealed class LoraConfigTests
{
    [Test]
    public void Defaults_ArePythons()
    {
        var config = new LoraConfig();

        Assert.That((config.Rank, config.Alpha, config.Dropout, config.UseRsLora, config.LoraBias, config.Init), Is.EqualTo((8, 8.0, 0.0, false, false, LoraInit.Default)));
    }

    [Test]
    public void Validate_SeveralMistakes_ListsThemAll()
    {
        var config = new LoraConfig { Rank = 0, Alpha = -8, Dropout = 1 };
        var error = Assert.Throws<PeftConfigException>(config.Validate)!;

        Assert.That(error.Failures, Has.Count.EqualTo(4));
        Assert.That(error.Message, Does.Contain("Rank is 0").And.Contain("Alpha is -8").And.Contain("Dropout is 1").And.Contain("TargetModules is empty"));
    }

    [Test]
    public void Validate_AsOptionsOfAHost_FailsWithTheSameSentences()
    {
        var config = new LoraConfig { Rank = 0 };
        var validator = new PeftConfigValidator<LoraConfig>();

        Assert.That(validator.Validate(null, config).Failures, Is.EqualTo(Assert.Throws<PeftConfigException>(config.Validate)!.Failures));
        Assert.That(validator.Validate(null, new LoraConfig { TargetModules = ["q"] }).Succeeded);
    }

    [TestCase("{\"peft_type\": \"LORA\",", "it is not valid JSON")]
    [TestCase("[1]", "it is not a JSON object")]
    [TestCase("{\"peft_type\": \"LORA\", \"r\": \"four\"}", "r is \"four\"; it must be a whole number.")]
    [TestCase("{\"r\": 4}", "it has no peft_type")]
    public void Parse_NoSuchFile_SaysWhatIsWrong(string json, string problem) =>
        Assert.That(() => PeftConfigFile.Parse(json), Throws.TypeOf<PeftConfigException>().With.Message.Contains(problem).And.Message.Not.Contains("their documentation"));

    [TestCase("megatron_config", "{\"x\": 1}")]
    public void Validate_AnOptionThatChangesTheResultAndIsNotSupported_IsRefused(string field, string value)
    {
        var config = PeftConfigFile.Parse($$"""{"peft_type": "LORA", "target_modules": ["q"], "{{field}}": {{value}}}""");

        Assert.That(config.Validate, Throws.TypeOf<PeftConfigException>().With.Message.Contains(field));
    }

    [Test]
    public void Parse_UnknownFields_AreWrittenBack()
    {
        var config = PeftConfigFile.Parse("""{"peft_type": "LORA", "r": 3, "target_modules": ".*q", "from_the_future": {"x": [1, 2]}}""");
        string json = PeftConfigFile.ToJson(config);

        Assert.That(json, Does.Contain("\"from_the_future\": {").And.Contain("\"target_modules\": \".*q\"").And.Contain("\"r\": 3"));
    }

    [TestCase("use_bdlora")]
    [TestCase("kasa_config")]
    [TestCase("velora_config")]
    [TestCase("monteclora_config")]
    public void Parse_UnknownFieldsOfAVariant_AreWrittenBack(string variant)
    {
        var config = PeftConfigFile.Parse($$"""{"peft_type": "LORA", "target_modules": ["q"], "{{variant}}": {"from_the_future": [1] } }""");
        string compact = string.Concat(PeftConfigFile.ToJson(config).Where(c => !char.IsWhiteSpace(c)));

        Assert.That(compact, Does.Contain("\"from_the_future\":[1]"));
    }

    [TestCase("use_bdlora", """{"nblocks": 0}""", "BdLora.Blocks is 0")]
    [TestCase("kasa_config", """{"beta": -1}""", "Kasa.Beta is -1")]
    [TestCase("velora_config", """{"num_groups": 0, "scale": 0}""", "Velora.Groups is 0")]
    [TestCase("monteclora_config", """{"dirichlet_prior": 0}""", "MonteClora.DirichletPrior is 0")]
    public void Validate_OptionsOfAVariantOutOfRange_AreRefused(string variant, string options, string message)
    {
        var config = PeftConfigFile.Parse($$"""{"peft_type": "LORA", "target_modules": ["q"], "{{variant}}": {{options}} }""");

        Assert.That(config.Validate, Throws.TypeOf<PeftConfigException>().With.Message.Contains(message));
    }

    [TestCase("\"layers_pattern\": \"h\"")]
    [TestCase("\"layers_pattern\": [\"h\"]")]
    [TestCase("\"layers_to_transform\": 3")]
    public void Parse_OneValueOrAList_IsWrittenBackAsItWas(string field)
    {
        var config = PeftConfigFile.Parse($$"""{"peft_type": "LORA", "target_modules": ["q"], {{field}}}""");
        string compact = string.Concat(PeftConfigFile.ToJson(config).Where(c => !char.IsWhiteSpace(c)));

        Assert.That(compact, Does.Contain(field.Replace(" ", "", StringComparison.Ordinal)));
    }

    [TestCase("", "JSON")]
    [TestCase("[]", "not a JSON object")]
    [TestCase("{}", "no peft_type")]
    [TestCase("""{"peft_type": "LORAX"}""", "'LORAX' is not known")]
    [TestCase("""{"peft_type": "LORA", "r": "many"}""", "r is")]
    [TestCase("""{"peft_type": "LORA", "r": 2, "r": 4, "target_modules": ["q"]}""", "Duplicate property 'r'")]
    [TestCase("""{"peft_type": "LORA", "init_lora_weights": "pissa_niter_"}""", "init_lora_weights")]
    public void Parse_NotAConfiguration_SaysWhatIsWrong(string json, string expected) =>
        Assert.That(() => PeftConfigFile.Parse(json), Throws.TypeOf<PeftConfigException>().With.Message.Contains(expected));

    [Test]
    public void Read_NoFile_NamesIt() => Assert.That(() => PeftConfigFile.Read("nowhere"), Throws.TypeOf<PeftConfigException>().With.Message.Contains(Path.Combine("nowhere", "adapter_config.json")));
}
