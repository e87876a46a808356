using Peft.Checkpoints;
using Peft.TestUtils;
using static Peft.Core.Tests.Checkpoints.SafetensorsBytes;

namespace Peft.Core.Tests.Checkpoints;

/// <summary>What the reference implementation refuses is refused, with a message that names the fault; what it accepts is accepted.</summary>
[TestFixture]
public sealed class SafetensorsHostileFileTests
{
    private const string Valid = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("empty file", [], "0 bytes", "header's length");
        yield return Case("length field cut", [2, 0, 0], "3 bytes");
        yield return Case("length beyond the file", [.. Length(9), .. "{}"u8], "9 bytes", "only 2 follow");
        yield return Case("length above the limit", [.. Length(100_000_001), .. "{}"u8], "100000001", "at most 100000000");
        yield return Case("length near 2^64", [.. Length(ulong.MaxValue), .. "{}"u8], "18446744073709551615");
        yield return Case("length near 2^63", [.. Length(long.MaxValue - 4), .. "{}"u8], "9223372036854775803");

        yield return Case("header empty", File(""), "not valid JSON");
        yield return Case("header of spaces", File("        "), "not valid JSON");
        yield return Case("header truncated", File("{\"a\":{\"dtype\":"), "not valid JSON");
        yield return Case("header with text after it", File("{} x"), "not valid JSON");
        yield return Case("header padded with zeros", File("{}\0\0\0\0\0\0"), "not valid JSON");
        yield return Case("header with a byte-order mark", File("\uFEFF{}"), "not valid JSON");
        yield return Case("header with a comment", File("{}/*x*/"), "not valid JSON");
        yield return Case("header with a trailing comma", File(Valid[..^1] + ",}", 8), "not valid JSON");
        yield return Case("header nested too deeply", Entry($$"""{"x":{{Nested(200)}} }"""), "not valid JSON", "depth");
        yield return Case("header not UTF-8", File([.. "{\""u8, 0xC3, .. "\":1}"u8]), "UTF-8");
        yield return Case("header with half a surrogate pair", File("""{"\ud800":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4), "surrogate");
        yield return Case("header an array", File("[]"), "the header must be an object", "an array");
        yield return Case("header null", File("null"), "the header must be an object", "null");

        yield return Case("tensor twice", File(Tensors(("a", 1, "[0,4]"), ("a", 1, "[4,8]")), 8), "'a'", "twice");
        yield return Case("metadata twice", File("""{"__metadata__":{},"__metadata__":{}}"""), "'__metadata__'", "twice");
        yield return Case("metadata an array", File("""{"__metadata__":[]}"""), "'__metadata__'", "must be an object", "an array");
        yield return Case("metadata with a number", File("""{"__metadata__":{"n":1}}"""), "must be a string", "a number");
        yield return Case("metadata key twice", File("""{"__metadata__":{"n":"1","n":"2"}}"""), "key twice");

        yield return Case("entry a number", File("""{"a":1}"""), "'a'", "must be an object", "a number");
        yield return Case("entry without dtype", Entry("""{"shape":[],"data_offsets":[0,4]}""", 4), "'a'", "no 'dtype'");
        yield return Case("entry without shape", Entry("""{"dtype":"F32","data_offsets":[0,4]}""", 4), "'a'", "no 'shape'");
        yield return Case("entry without offsets", Entry("""{"dtype":"F32","shape":[]}""", 4), "'a'", "no 'data_offsets'");
        yield return Case("entry with dtype twice", Entry("""{"dtype":"F32","dtype":"F32","shape":[],"data_offsets":[0,4]}""", 4), "'dtype' twice");
        yield return Case("dtype unknown", Entry("""{"dtype":"F31","shape":[],"data_offsets":[0,4]}""", 4), "'F31'", "F32", "byte 22");
        yield return Case("dtype in lower case", Entry("""{"dtype":"f32","shape":[],"data_offsets":[0,4]}""", 4), "'f32'");
        yield return Case("dtype a number", Entry("""{"dtype":17,"shape":[],"data_offsets":[0,4]}""", 4), "'dtype' must be a string");
        yield return Case("dtype a number in a string", Entry("""{"dtype":"17","shape":[],"data_offsets":[0,4]}""", 4), "'17'");
        yield return Case("shape a number", Entry("""{"dtype":"F32","shape":2,"data_offsets":[0,8]}""", 8), "'shape' must be an array");
        yield return Case("shape negative", Entry("""{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}""", 8), "integers from 0");
        yield return Case("shape minus zero", Entry("""{"dtype":"F32","shape":[-0],"data_offsets":[0,0]}"""), "integers from 0");
        yield return Case("shape a fraction", Entry("""{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}""", 8), "integers from 0");
        yield return Case("shape with an exponent", Entry("""{"dtype":"F32","shape":[2e0],"data_offsets":[0,8]}""", 8), "integers from 0");
        yield return Case("shape above 2^64", Entry("""{"dtype":"F32","shape":[18446744073709551616,0],"data_offsets":[0,0]}"""), "integers from 0");
        yield return Case("shape with a string", Entry("""{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}""", 8), "element of 'shape' must be a number");
        yield return Case("elements overflow", Entry("""{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}"""), "too many elements");
        yield return Case("elements overflow before a zero", Entry("""{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}"""), "too many elements");
        yield return Case("bits overflow", Entry("""{"dtype":"F64","shape":[1152921504606846976],"data_offsets":[0,0]}"""), "too many elements");
        yield return Case("size wraps to the range", Entry("""{"dtype":"U8","shape":[4611686018427387905,4],"data_offsets":[0,4]}""", 4), "too many elements");
        yield return Case("half a byte", Entry("""{"dtype":"F4","shape":[3],"data_offsets":[0,1]}""", 1), "whole bytes");

        yield return Case("offsets three", Entry("""{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}""", 8), "two numbers");
        yield return Case("offsets one", Entry("""{"dtype":"F32","shape":[2],"data_offsets":[8]}""", 8), "two numbers");
        yield return Case("range shorter than the shape", Entry("""{"dtype":"F32","shape":[3],"data_offsets":[0,8]}""", 8), "8 bytes", "F32 [3] needs 12");
        yield return Case("range longer than the shape", Entry("""{"dtype":"F32","shape":[1],"data_offsets":[0,8]}""", 8), "8 bytes", "F32 [1] needs 4");
        yield return Case("range reversed", Entry("""{"dtype":"F32","shape":[2],"data_offsets":[8,0]}""", 8), "ends before it begins");
        yield return Case("range beyond the file", Entry("""{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 7), "[0, 8]", "only 7 bytes");
        yield return Case("range far beyond the file", Entry("""{"dtype":"U8","shape":[1000000000000],"data_offsets":[0,1000000000000]}""", 7), "only 7 bytes");
        yield return Case("range at the end of numbers", Entry("""{"dtype":"U8","shape":[0],"data_offsets":[9223372036854775807,9223372036854775807]}"""), "only 0 bytes");
        yield return Case("hole at the start", Entry("""{"dtype":"F32","shape":[1],"data_offsets":[4,8]}""", 8), "hole", "begin at 0");
        yield return Case("hole between", File(Tensors(("a", 1, "[0,4]"), ("b", 1, "[8,12]")), 12), "'b'", "hole", "begin at 4");
        yield return Case("hole at the end", File(Valid, 12), "cover 8 bytes", "has 12");
        yield return Case("data without tensors", File("{}", 1), "cover 0 bytes", "has 1");
        yield return Case("overlap", File(Tensors(("a", 1, "[0,4]"), ("b", 1, "[2,6]")), 6), "'b'", "overlaps", "begin at 4");
        yield return Case("same range twice", File(Tensors(("a", 1, "[0,4]"), ("b", 1, "[0,4]")), 4), "overlaps");
        yield return Case("empty tensor inside another", File(Tensors(("a", 1, "[0,4]"), ("b", 0, "[2,2]")), 4), "'b'", "overlaps");
    }

    [TestCaseSource(nameof(Refused))]
    public void Open_HostileFile_SaysWhatIsWrong(byte[] content, string[] words)
    {
        using TempFolder folder = new();
        string path = Write(folder, content);

        CheckpointFormatException error = Assert.Throws<CheckpointFormatException>(() => SafetensorsFile.Open(path))!;

        Assert.That(error.File, Is.EqualTo(path));
        Assert.That(error.Offset, Is.InRange(0, Math.Max(content.Length, 0)));
        Assert.That(error.Message, Does.StartWith(path).And.Contain(" help: "));
        Assert.Multiple(() => Array.ForEach(words, word => Assert.That(error.Message, Does.Contain(word))));
    }

    private static IEnumerable<TestCaseData> Accepted()
    {
        yield return Case("no tensors", File("{}"));
        yield return Case("space around the header", File(" \r\n\t{} \r\n\t"));
        yield return Case("no padding", File(Valid, 8));
        yield return Case("metadata null", File("""{"__metadata__":null}"""));
        yield return Case("metadata after the tensors", File(Valid[..^1] + ""","__metadata__":{"format":"pt"}}""", 8));
        yield return Case("unknown fields", Entry("""{"x":[1,{"y":null}],"dtype":"F32","shape":[2],"data_offsets":[0,8],"z":1.5}""", 8));
        yield return Case("escaped names", Entry("""{"dt\u0079pe":"F32","shape":[2],"data_offsets":[0,8]}""", 8));
        yield return Case("nested to the limit", Entry($$"""{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":{{Nested(125)}} }""", 8));
        yield return Case("order unlike the data", File(Tensors(("b", 1, "[4,8]"), ("a", 1, "[0,4]")), 8));
        yield return Case("unaligned", File("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}""", 5));
        yield return Case("empty tensors anywhere", File(Tensors(("c", 0, "[4,4]"), ("a", 0, "[0,0]"), ("b", 1, "[0,4]")), 4));
        yield return Case("zero before huge sizes", Entry("""{"dtype":"F32","shape":[0,4294967296,4294967296],"data_offsets":[0,0]}"""));
        yield return Case("empty name", File("""{"":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", 4));
    }

    [TestCaseSource(nameof(Accepted))]
    public void Open_UnusualFile_IsAccepted(byte[] content, string[] _)
    {
        using TempFolder folder = new();

        Assert.That(() => SafetensorsFile.Open(Write(folder, content)).Dispose(), Throws.Nothing);
    }

    private static TestCaseData Case(string name, byte[] content, params string[] words) => new TestCaseData(content, words).SetArgDisplayNames(name);

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static byte[] Entry(string entry, int dataLength = 0) => File($"{{\"a\":{entry}}}", dataLength);

    private static string Tensors(params (string Name, int Size, string Range)[] tensors) =>
        $"{{{string.Join(',', tensors.Select(t => $"\"{t.Name}\":{{\"dtype\":\"F32\",\"shape\":[{t.Size}],\"data_offsets\":{t.Range}}}"))}}}";

    private static string Write(TempFolder folder, byte[] content)
    {
        string path = folder.File("hostile.safetensors");
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }
}
