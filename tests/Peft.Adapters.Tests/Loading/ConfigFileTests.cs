using System.Text.Json.Nodes;

namespace Peft.Adapters.Tests.Loading;

/// <summary>What is said about an adapter_config.json that cannot be used.</summary>
[TestFixture]
public sealed class ConfigFileTests
{
    private static readonly string[] s_values = ["null", "true", "7", "1.5", "\"word\"", "\"\"", "[]", "[null]", "[true]", "[[1]]", "{}", """{"a": null}""", """{"a": {}}"""];

    private static IEnumerable<string> Methods => AdapterMethod.All.Select(method => method.PeftType);

    [TestCaseSource(nameof(Methods))]
    public void Parse_AnyValueInAnyField_IsReadOrRefusedWithTheFieldsName(string method)
    {
        var fields = JsonNode.Parse(PeftConfigFile.ToJson(AdapterMethod.Find(method).CreateConfig()))!.AsObject();
        foreach (string field in fields.Select(f => f.Key).Where(field => field != "peft_type").ToList())
        {
            foreach (string value in s_values)
            {
                var changed = fields.DeepClone().AsObject();
                changed["target_modules"] = new JsonArray("q_proj");
                changed[field] = JsonNode.Parse(value);
                PeftConfig config;
                try
                {
                    config = PeftConfigFile.Parse(changed.ToJsonString(), "here.json");
                }
                catch (PeftConfigException e)
                {
                    Assert.That(e.Message, Does.Contain("here.json").And.Contain($"{field} is {changed[field]?.ToJsonString() ?? "null"}; ").And.Contain("help: "));
                    Assert.That(e.Failures, Has.Count.EqualTo(1), field);
                    continue;
                }
                Assert.That(() => Validate(config), Throws.Nothing, $"{field} is {value}");
            }
        }

        static void Validate(PeftConfig config)
        {
            try
            {
                config.Validate();
            }
            catch (PeftConfigException)
            {
                // Values may be wrong where types are right.
            }
        }
    }

    [TestCase("\"r\": \"eight\"", "r is \"eight\"; it must be a whole number.")]
    [TestCase("\"r\": 8.5", "r is 8.5; it must be a whole number.")]
    [TestCase("\"lora_dropout\": \"none\"", "lora_dropout is \"none\"; it must be a number.")]
    [TestCase("\"use_dora\": \"yes\"", "use_dora is \"yes\"; it must be true or false.")]
    [TestCase("\"task_type\": 1", "task_type is 1; it must be a text.")]
    [TestCase("\"modules_to_save\": \"head\"", "modules_to_save is \"head\"; it must be a list, each of whose elements is a text.")]
    [TestCase("\"rank_pattern\": {\"q\": \"2\"}", "rank_pattern is {\"q\":\"2\"}; it must be an object, each of whose values is a whole number.")]
    [TestCase("\"exclude_modules\": [1]", "exclude_modules is [1]; it must be a list of names, a regular expression or all-linear.")]
    [TestCase("\"target_modules\": \"\"", "target_modules is \"\"; an empty text names no modules.")]
    [TestCase("\"bias\": 1", "bias is 1; it must be one of none, lora_only, all.")]
    [TestCase("\"init_lora_weights\": \"gausian\"", "init_lora_weights is \"gausian\"; known are true, false, ")]
    [TestCase("\"lora_ga_config\": {\"direction\": 1}", "lora_ga_config is {\"direction\":1}; it must be an object whose fields are of the types that PEFT gives them.")]
    public void Parse_AValueOfAnotherType_SaysWhatIsExpected(string field, string expected) =>
        Assert.That(() => PeftConfigFile.Parse($$"""{"peft_type": "LORA", {{field}}}"""), Throws.TypeOf<PeftConfigException>().With.Message.Contains(expected));

    [Test]
    public void Parse_AnUnknownWord_SaysTheWordsOfTheFile() => Assert.That(() => PeftConfigFile.Parse("""{"peft_type": "PROMPT_TUNING", "prompt_tuning_init": "TEXTS"}"""),
        Throws.TypeOf<PeftConfigException>().With.Message.Contains("prompt_tuning_init is \"TEXTS\"; it must be one of \"RANDOM\", \"TEXT\", \"SAMPLE_VOCAB\", "));

    [Test]
    public void Parse_SeveralWrongValues_ListsThemAll() =>
        Assert.That(Assert.Throws<PeftConfigException>(() => PeftConfigFile.Parse("""{"peft_type": "LORA", "r": "8", "lora_alpha": [], "target_modules": ["q"]}"""))!.Failures, Has.Count.EqualTo(2));

    [Test]
    public void Validate_PatternsThatAreNoRegularExpressions_NamesTheFieldsAndWhatIsWrong()
    {
        var config = new LoraConfig
        {
            TargetModules = ModuleTargets.Regex("*.q_proj"),
            ExcludeModules = ModuleTargets.Regex("(lm_head"),
            RankPattern = new Dictionary<string, int> { ["q_proj"] = 2, ["[a-"] = 4 },
            LayersToTransform = [0],
            LayersPattern = ["h)"],
        };

        Assert.That(Assert.Throws<PeftConfigException>(config.Validate)!.Failures, Is.EqualTo(new[]
        {
            "TargetModules: '*.q_proj' is not a regular expression: ",
            "ExcludeModules: '(lm_head' is not a regular expression: ",
            "RankPattern: '[a-' is not a regular expression: ",
            "LayersPattern: 'h)' is not a regular expression: ",
        }).Using<string, string>((actual, expected) => actual.StartsWith(expected, StringComparison.Ordinal)));
    }
}
