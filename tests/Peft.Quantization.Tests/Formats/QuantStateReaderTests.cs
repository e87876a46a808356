using System.Text;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>State dicts that are not quite right: which key is blamed, and for what.</summary>
[TestFixture]
public sealed class QuantStateReaderTests
{
    private const string Prefix = "layer.";
    private const string Weight = "layer.weight";
    private const string Description = "layer.weight.quant_state.bitsandbytes__nf4";

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return Mistake("no description", s => s.Remove(Description), Description, "no such key");
        yield return Mistake("two descriptions", s => s[Description[..^3] + "fp4"] = s[Description], Description, "expected one of them");
        yield return Mistake("other type", s => Rename(s, Description, Description[..^3] + "int4"), Description[..^3] + "int4", "is 'int4'; expected nf4 or fp4");
        yield return Mistake("type differs from key", s => Edit(s, "nf4", "fp4"), Description, "quant_type is 'fp4'; expected 'nf4'");
        yield return Mistake("no JSON", s => Edit(s, "{", "["), Description, "cannot be read");
        yield return Mistake("field missing", s => Edit(s, "\"blocksize\": 64, ", ""), Description, "blocksize");
        yield return Mistake("field unknown", s => Edit(s, "blocksize", "block"), Description, "block");
        yield return Mistake("null", s => Edit(s, "\"float32\", \"shape\"", "null, \"shape\""), Description, "cannot be read");
        yield return Mistake("block size", s => Edit(s, "64", "65"), Description, "blocksize is 65; expected one of 32, 64");
        yield return Mistake("dtype", s => Edit(s, "\"float32\", \"shape\"", "\"int8\", \"shape\""), Description, "dtype is 'int8'");
        yield return Mistake("part of nesting", s => Edit(s, "\"nested_blocksize\": 256, ", ""), Description, "expected all or none");
        yield return Mistake("nested block size", s => Edit(s, "256", "128"), Description, "nested_blocksize is 128; expected 256");
        yield return Mistake("nested dtype", s => Edit(s, "\"nested_dtype\": \"float32\"", "\"nested_dtype\": \"float16\""), Description, "nested_dtype is 'float16'");
        yield return Mistake("offset", s => SetOffset(s, 1e39), Description, "nested_offset is 1E+39; expected a finite float32");
        yield return Mistake("size zero", s => Edit(s, "[3, 100]", "[0, 100]"), Description, "the shape is [0, 100]");
        yield return Mistake("product too large", s => Edit(s, "[3, 100]", "[4294967296, 4294967296]"), Description, "the shape is [4294967296, 4294967296]");
        yield return Mistake("no weight", s => s.Remove(Weight), Weight, "no such key");
        yield return Mistake("no absmax", s => s.Remove(Weight + ".absmax"), Weight + ".absmax", "no such key");
        yield return Mistake("no nested map", s => s.Remove(Weight + ".nested_quant_map"), Weight + ".nested_quant_map", "no such key");
        yield return Mistake("unknown key", s => s[Weight + ".SCB"] = zeros(1), Weight + ".SCB", "means nothing here");
        yield return Mistake("packed too short", s => s[Weight] = zeros(149, 1, ScalarType.Byte), Weight, "expected Byte [150, 1]");
        yield return Mistake("packed transposed", s => s[Weight] = zeros(1, 150, ScalarType.Byte), Weight, "found Byte [1, 150]");
        yield return Mistake("packed as integers", s => s[Weight] = zeros(75, 1, ScalarType.Int16), Weight, "found Int16 [75, 1]");
        yield return Mistake("absmax not quantised", s => s[Weight + ".absmax"] = zeros(5), Weight + ".absmax", "expected Byte [5] on cpu, found Float32 [5]");
        yield return Mistake("absmax too long", s => s[Weight + ".absmax"] = zeros(6, ScalarType.Byte), Weight + ".absmax", "found Byte [6]");
        yield return Mistake("nested absmax too long", s => s[Weight + ".nested_absmax"] = zeros(2), Weight + ".nested_absmax", "expected Float32 [1]");
        yield return Mistake("another map", s => s[Weight + ".quant_map"] = zeros(16), Weight + ".quant_map", "not those of the nf4 map");
        yield return Mistake("another nested map", s => s[Weight + ".nested_quant_map"] = linspace(-1, 1, 256), Weight + ".nested_quant_map", "not those of the dynamic map");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void FromStateDict_Mistake_BlamesTheKey(Action<Dictionary<string, Tensor>> spoil, string key, string problem)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = State();
        spoil(state);
        Assert.That(() => FourBitTensor.FromStateDict(state, Prefix),
            Throws.TypeOf<QuantStateException>().With.Property("Key").EqualTo(key).And.Message.Contains(problem).And.Message.Contains("help:"));
    }

    // Whatever is in the bytes, it is read or refused.
    [Test]
    public void FromStateDict_DescriptionWithAnyBytesChanged_IsReadOrBlamed()
    {
        const string Letters = "0123456789-.eE\"[]{},: nulf";
        using var scope = NewDisposeScope();
        var random = new Random(11);
        var state = State();
        byte[] description = state[Description].bytes.ToArray();
        int blamed = 0;
        for (int i = 0; i < 3000; i++)
        {
            using var inner = NewDisposeScope();
            byte[] changed = [.. description[..random.Next(i % 3 == 0 ? 0 : description.Length, description.Length + 1)]];
            for (int n = random.Next(1, 4); n > 0 && changed.Length > 0; n--)
                changed[random.Next(changed.Length)] = (byte)(i % 2 == 0 ? random.Next(256) : Letters[random.Next(Letters.Length)]);
            try
            {
                FourBitTensor.FromStateDict(new Dictionary<string, Tensor>(state) { [Description] = tensor(changed) }, Prefix).Dispose();
            }
            catch (QuantStateException e)
            {
                blamed++;
                Assert.That(e.Message, Does.Contain("help: "));
            }
        }
        Assert.That(blamed, Is.GreaterThan(2000));
    }

    [Test]
    public void FromStateDict_OtherPrefixes_AreIgnored()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = State();
        state["layer.bias"] = zeros(3);
        state["layer2.weight"] = zeros(3);
        using FourBitTensor quantized = FourBitTensor.FromStateDict(state, Prefix);
        Assert.That(quantized, Is.TypeOf<NF4Tensor>());
    }

    [Test]
    public void FromStateDict_MapsOffByTheLastBit_AreKept()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> state = State();
        Tensor map = state[Weight + ".nested_quant_map"];
        map.Floats()[20] = MathF.BitIncrement(map.Floats()[20]);
        using FourBitTensor quantized = FourBitTensor.FromStateDict(state, Prefix);
        Assert.That(quantized.ToStateDict(Prefix)[Weight + ".nested_quant_map"].Floats()[20], Is.EqualTo(map.Floats()[20]));
    }

    [TestCase(1.0, "1.0")]
    [TestCase(0.25, "0.25")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(1e-05, "1e-05")]
    [TestCase(7.163069488600105e-31, "7.163069488600105e-31")]
    [TestCase(11902.640625, "11902.640625")]
    [TestCase(2000000000000000.0, "2000000000000000.0")]
    public void Description_Offset_IsWrittenAsPythonDoes(double offset, string expected)
    {
        var description = new QuantStateDescription
        {
            QuantType = "nf4",
            BlockSize = 64,
            DType = "float32",
            Shape = [3],
            NestedBlockSize = 256,
            NestedDType = "float32",
            NestedOffset = offset,
        };
        Assert.That(Encoding.UTF8.GetString(description.ToUtf8()), Does.EndWith($"\"nested_offset\": {expected}}}"));
    }

    private static TestCaseData Mistake(string name, Action<Dictionary<string, Tensor>> spoil, string key, string problem) =>
        new TestCaseData(spoil, key, problem).SetArgDisplayNames(name);

    /// <summary>300 elements in 5 blocks, double quantised.</summary>
    private static Dictionary<string, Tensor> State()
    {
        using NF4Tensor quantized = NF4Tensor.Quantize(linspace(-1, 1, 300).view(3, 100), new() { DoubleQuantize = true });
        return quantized.ToStateDict(Prefix);
    }

    private static void SetOffset(Dictionary<string, Tensor> state, double offset)
    {
        var description = JsonNode.Parse(state[Description].bytes.ToArray())!;
        description["nested_offset"] = offset;
        state[Description] = tensor(Encoding.UTF8.GetBytes(description.ToJsonString()));
    }

    private static void Rename(Dictionary<string, Tensor> state, string key, string newKey)
    {
        state[newKey] = state[key];
        state.Remove(key);
    }

    private static void Edit(Dictionary<string, Tensor> state, string text, string replacement)
    {
        string description = Encoding.UTF8.GetString(state[Description].bytes);
        int position = description.IndexOf(text, StringComparison.Ordinal);
        state[Description] = tensor(Encoding.UTF8.GetBytes(description[..position] + replacement + description[(position + text.Length)..]));
    }
}
