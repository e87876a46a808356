using System.Text.Json;
using Peft.TestUtils;

namespace Peft.Transformers.Tests.Llama;

[TestFixture]
public sealed class LlamaConfigTests
{
    private const string Sizes = """
        "model_type": "llama", "vocab_size": 10, "hidden_size": 16, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 4, "head_dim": 8
        """;

    [Test]
    public void FromFolder_OldAndNewForm_AreTheSame()
    {
        var old = Read("""
            "rope_theta": 500000.0, "rope_scaling": {"type": "linear", "factor": 2.0}, "torch_dtype": "bfloat16", "eos_token_id": [1, 2]
            """);
        var current = Read("""
            "rope_parameters": {"rope_type": "linear", "factor": 2.0, "rope_theta": 500000.0}, "dtype": "bfloat16", "eos_token_id": [1, 2]
            """);

        Assert.That(JsonSerializer.Serialize(old), Is.EqualTo(JsonSerializer.Serialize(current)));
        Assert.That((old.RopeParameters.RopeType, old.RopeParameters.RopeTheta, old.RopeParameters.Factor, old.Dtype), Is.EqualTo(("linear", 500000.0, (double?)2, "bfloat16")));
    }

    [Test]
    public void FromFolder_FieldsLeftOut_HaveTransformersDefaults()
    {
        var config = Read("\"eos_token_id\": 7, \"pad_token_id\": null, \"rope_scaling\": null");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(config.RmsNormEps, Is.EqualTo(1e-6));
            Assert.That(config.MaxPositionEmbeddings, Is.EqualTo(2048));
            Assert.That(config.RopeParameters.RopeType, Is.EqualTo("default"));
            Assert.That(config.RopeParameters.RopeTheta, Is.EqualTo(10000));
            Assert.That(config.EosTokenId, Is.EqualTo([7]));
            Assert.That(config.PadTokenId, Is.Null);
            Assert.That(config.TieWordEmbeddings, Is.False);
        }
    }

    [Test]
    public void Save_UnknownFields_KeepsThemAndWritesBothForms()
    {
        using var folder = new TempFolder();
        var config = Read("\"pretraining_tp\": 4, \"rope_parameters\": {\"rope_type\": \"yarn\", \"factor\": 4.0, \"strange\": true}, \"dtype\": \"float16\"");

        config.Save(folder.Path);

        var written = JsonElement.Parse(File.ReadAllBytes(folder.File("config.json")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(written.GetProperty("pretraining_tp").GetInt32(), Is.EqualTo(4));
            Assert.That(written.GetProperty("architectures")[0].GetString(), Is.EqualTo("LlamaForCausalLM"));
            Assert.That(written.GetProperty("rope_parameters").GetProperty("strange").GetBoolean(), Is.True);
            Assert.That(written.GetProperty("rope_scaling").GetProperty("rope_type").GetString(), Is.EqualTo("yarn"));
            Assert.That(written.GetProperty("torch_dtype").GetString(), Is.EqualTo("float16"));
            Assert.That(written.GetProperty("eos_token_id").GetInt32(), Is.EqualTo(2));
            Assert.That(JsonSerializer.Serialize(LlamaConfig.FromFolder(folder.Path)), Is.EqualTo(JsonSerializer.Serialize(config)));
        }
    }

    [TestCase("\"num_attention_heads\": 3", "hidden_size 16 is not a multiple of num_attention_heads 3")]
    [TestCase("\"num_key_value_heads\": 3", "num_attention_heads 4 is not a multiple of num_key_value_heads 3")]
    [TestCase("\"head_dim\": 5", "the width of a head is 5")]
    [TestCase("\"hidden_size\": 0", "hidden_size is 0 but has to be positive")]
    [TestCase("\"hidden_act\": \"mish\"", "hidden_act is \"mish\"; known are silu")]
    [TestCase("\"model_type\": \"gpt2\"", "model_type is \"gpt2\", not \"llama\" or \"mistral\"; load it with Gpt2LMHeadModel")]
    [TestCase("\"model_type\": \"qwen2\"", "not \"llama\" or \"mistral\"; there are classes for llama, mistral")]
    [TestCase("\"attention_dropout\": 1", "attention_dropout is 1")]
    [TestCase("\"sliding_window\": -1", "sliding_window is -1")]
    [TestCase("\"rope_scaling\": {\"rope_type\": \"warp\"}", "rope_type is \"warp\"; known are default, linear")]
    [TestCase("\"rope_scaling\": {\"type\": \"linear\"}", "needs a factor of at least 1 but has none")]
    [TestCase("\"rope_scaling\": {\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 4, \"high_freq_factor\": 1}", "0 < low_freq_factor < high_freq_factor")]
    [TestCase("\"rope_scaling\": {\"rope_type\": \"longrope\", \"short_factor\": [1], \"long_factor\": [1]}", "of 4 numbers each but has 1 and 1")]
    [TestCase("\"rope_parameters\": {\"rope_type\": \"default\", \"partial_rotary_factor\": 0.5}", "partial_rotary_factor is 0.5")]
    [TestCase("\"quantization_config\": {\"quant_method\": \"gptq\"}", "quantised by 'gptq'; expected 'bitsandbytes'")]
    [TestCase("\"quantization_config\": {\"load_in_4bit\": \"yes\"}", "of another type")]
    [TestCase("\"quantization_config\": [4]", "of another type")]
    [TestCase("\"quantization_config\": {\"load_in_4bit\": true, \"bnb_4bit_quant_type\": \"int4\"}", "bnb_4bit_quant_type is 'int4'; expected nf4 or fp4")]
    [TestCase("\"vocab_size\": \"many\"", "the value of $.vocab_size is of another type")]
    public void FromFolder_UnusableField_SaysWhich(string field, string problem) =>
        Assert.That(() => Read(field), Throws.TypeOf<PeftConfigException>().With.Message.Contains(problem).And.Message.Contains("help:"));

    [Test]
    public void Validate_SeveralFailures_ListsAll() => Assert.That(
        () => new LlamaConfig { HiddenAct = "mish", ModelType = "x", VocabSize = 0 }.Validate(), Throws.TypeOf<PeftConfigException>().With.Property("Failures").Count.EqualTo(3));

    private static LlamaConfig Read(string fields)
    {
        using var folder = new TempFolder();
        var merged = new Dictionary<string, JsonElement>();
        foreach (var field in JsonElement.Parse($"{{{Sizes}}}").EnumerateObject().Concat(JsonElement.Parse($"{{{fields}}}").EnumerateObject()))
            merged[field.Name] = field.Value;
        File.WriteAllText(folder.File("config.json"), JsonSerializer.Serialize(merged));
        return LlamaConfig.FromFolder(folder.Path);
    }
}
