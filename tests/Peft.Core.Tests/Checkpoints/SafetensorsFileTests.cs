using System.Globalization;
using System.Text.Json;
using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Checkpoints;

[TestFixture]
public sealed class SafetensorsFileTests
{
    private static readonly string s_zoo = Repository.Fixture("formats/zoo.safetensors");

    private static IEnumerable<TestCaseData> ZooTensors()
    {
        using JsonDocument zoo = JsonDocument.Parse(File.ReadAllBytes(Repository.Fixture("formats/zoo.json")));
        foreach (JsonProperty tensor in zoo.RootElement.EnumerateObject())
        {
            long[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            double[] values = [.. tensor.Value.GetProperty("values").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];
            yield return new TestCaseData(tensor.Name, shape, values).SetArgDisplayNames(tensor.Name);
        }
    }

    [TestCaseSource(nameof(ZooTensors))]
    public void Read_EveryType_GivesTheValuesPythonWrote(string name, long[] shape, double[] values)
    {
        using SafetensorsFile file = SafetensorsFile.Open(s_zoo);
        using DisposeScope scope = NewDisposeScope();

        Tensor read = file.Read(name);

        Assert.That(read.shape, Is.EqualTo(shape));
        Tensor numbers = read.dtype == ScalarType.ComplexFloat32 ? view_as_real(read) : read;
        TensorAssert.AreClose(numbers.flatten(), tensor(values), rtol: 0, atol: 0, name);
    }

    [TestCase("float.F8_E4M3", ScalarType.Float32)]
    [TestCase("uint.U16", ScalarType.Int32)]
    [TestCase("uint.U32", ScalarType.Int64)]
    [TestCase("uint.U64", ScalarType.Int64)]
    [TestCase("float.BF16", ScalarType.BFloat16)]
    [TestCase("bool.BOOL", ScalarType.Bool)]
    public void Read_TypeTorchLacks_GivesTheNextThatHoldsItsValues(string name, ScalarType expected)
    {
        using SafetensorsFile file = SafetensorsFile.Open(s_zoo);
        using Tensor tensor = file.Read(name);

        Assert.That(tensor.dtype, Is.EqualTo(expected));
    }

    [TestCase("F8_E4M3", new byte[] { 0x00, 0x01, 0x07, 0x08, 0x38, 0x7E, 0x7F, 0x80, 0xFE }, new[] { 0f, 0.001953125f, 0.013671875f, 0.015625f, 1f, 448f, float.NaN, -0f, -448f })]
    [TestCase("F8_E5M2", new byte[] { 0x01, 0x03, 0x04, 0x3C, 0x7B, 0x7C, 0x7D, 0x80, 0xFC },
        new[] { 1.52587890625e-05f, 4.57763671875e-05f, 6.103515625e-05f, 1f, 57344f, float.PositiveInfinity, float.NaN, -0f, float.NegativeInfinity })]
    [TestCase("F8_E4M3FNUZ", new byte[] { 0x00, 0x01, 0x08, 0x40, 0x7F, 0x80, 0xFF }, new[] { 0f, 0.0009765625f, 0.0078125f, 1f, 240f, float.NaN, -240f })]
    [TestCase("F8_E5M2FNUZ", new byte[] { 0x00, 0x01, 0x04, 0x40, 0x7F, 0x80, 0xFF }, new[] { 0f, 7.62939453125e-06f, 3.0517578125e-05f, 1f, 57344f, float.NaN, -57344f })]
    [TestCase("F8_E8M0", new byte[] { 0, 1, 127, 128, 254, 255 }, new[] { 5.877471754111438e-39f, 1.1754943508222875e-38f, 1f, 2f, 1.7014118346046923e38f, float.NaN })]
    public void Read_EightBitFloat_GivesTheExactValue(string dtype, byte[] codes, float[] values)
    {
        using TempFolder folder = new();
        using SafetensorsFile file = Open(folder, dtype, codes.Length, codes);
        using Tensor read = file.Read("x");
        using Tensor expected = tensor(values);

        TensorAssert.BitEqual(read.nan_to_num(nan: 12345), expected.nan_to_num(nan: 12345), dtype);
    }

    [Test]
    public void Read_UnsignedValues_KeepTheirSize()
    {
        using TempFolder folder = new();
        using SafetensorsFile file = Open(folder, "U32", 1, [0xFF, 0xFF, 0xFF, 0xFF]);
        using Tensor read = file.Read("x");

        Assert.That(read.ToInt64(), Is.EqualTo(uint.MaxValue));
    }

    [Test]
    public void Read_UnsignedValueTooLarge_SaysSo()
    {
        using TempFolder folder = new();
        using SafetensorsFile file = Open(folder, "U64", 1, [0, 0, 0, 0, 0, 0, 0, 0x80]);

        Assert.That(() => file.Read("x"), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains("9223372036854775807").And.Message.Contains("ReadBytes"));
    }

    [Test]
    public void Read_FourBitFloat_IsOnlyReadAsBytes()
    {
        using TempFolder folder = new();
        using SafetensorsFile file = Open(folder, "F4", 4, [0x12, 0x34]);
        byte[] bytes = new byte[2];
        file.ReadBytes("x", bytes);

        Assert.That(bytes, Is.EqualTo(new byte[] { 0x12, 0x34 }));
        Assert.That(() => file.Read("x"), Throws.TypeOf<CheckpointFormatException>().With.Property("Key").EqualTo("x").And.Message.Contains("no type for F4"));
    }

    [Test]
    public void Read_UnknownName_NamesTheFile()
    {
        using SafetensorsFile file = SafetensorsFile.Open(s_zoo);

        Assert.That(() => file.Read("float.F33"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains(s_zoo).And.Message.Contains("'float.F33'"));
    }

    [Test]
    public void ReadBytes_OutsideTheTensor_Refused()
    {
        using SafetensorsFile file = SafetensorsFile.Open(s_zoo);

        Assert.Multiple(() =>
        {
            Assert.That(() => file.ReadBytes("odd.U8", new byte[8]), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => file.ReadBytes("odd.U8", new byte[7], offset: 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => file.ReadBytes("odd.U8", new byte[7], offset: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [TestCase(ScalarType.Int16, false)]
    [TestCase(ScalarType.Float64, false)]
    [TestCase(ScalarType.Int16, true)]
    public void ReadInto_AnyForm_HasTheValuesOfRead(ScalarType type, bool strided)
    {
        using TempFolder folder = new();
        using SafetensorsFile file = Open(folder, "I16", 3, [1, 0, 2, 0, 3, 0]);
        using Tensor memory = zeros(strided ? 6 : 3, type);
        using Tensor destination = strided ? memory.slice(0, 0, 6, 2) : memory.alias();
        file.ReadInto("x", destination);
        using Tensor expected = file.Read("x");
        using Tensor converted = expected.to_type(type);

        TensorAssert.BitEqual(destination, converted, "x");
    }

    [Test]
    public void ReadInto_AnotherShape_IsAnError()
    {
        using TempFolder folder = new();
        using SafetensorsFile file = Open(folder, "U8", 4, [1, 2, 3, 4]);
        using Tensor destination = zeros([2, 2], ScalarType.Byte);

        Assert.That(() => file.ReadInto("x", destination), Throws.ArgumentException.With.Message.Contains("[2, 2]"));
    }

    // The peak is a process's own; other systems have no way to begin it anew.
    [Test, NonParallelizable, Platform("Linux")]
    public void ReadInto_ContiguousMemory_NeedsNoOther()
    {
        const int Bytes = 128 << 20;
        using TempFolder folder = new();
        using Tensor tensor = ones(Bytes, ScalarType.Byte);
        SafetensorsFile.Save(folder.File("x"), new Dictionary<string, Tensor> { ["x"] = tensor });
        using SafetensorsFile file = SafetensorsFile.Open(folder.File("x"));

        Assert.That(PeakOf(() => file.ReadInto("x", tensor)), Is.LessThan(Bytes / 8));
        Assert.That(PeakOf(() => file.Read("x").Dispose()), Is.GreaterThan(Bytes / 2));
    }

    [Test]
    public void Read_FileCutAfterOpening_SaysSo()
    {
        using TempFolder folder = new();
        using SafetensorsFile file = Open(folder, "U8", 4, [1, 2, 3, 4]);
        using (FileStream stream = new(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            stream.SetLength(stream.Length - 2);
        }

        Assert.That(() => file.Read("x"), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains("2 bytes too early"));
    }

    [Test]
    public void Read_BeyondTwoGigabytes_FindsTheTensor()
    {
        const long Start = 3_000_000_000;
        using TempFolder folder = new();
        byte[] header = SafetensorsBytes.File(
            $$"""{"a":{"dtype":"U8","shape":[{{Start}}],"data_offsets":[0,{{Start}}]},"b":{"dtype":"I16","shape":[2],"data_offsets":[{{Start}},{{Start + 4}}]} }""");
        using (FileStream sparse = File.Create(folder.File("large.safetensors")))
        {
            sparse.Write(header);
            sparse.SetLength(header.Length + Start);
            sparse.Seek(0, SeekOrigin.End);
            sparse.Write([1, 0, 2, 0]);
        }

        using SafetensorsFile file = SafetensorsFile.Open(folder.File("large.safetensors"));
        using Tensor read = file.Read("b");
        using Tensor expected = tensor(new short[] { 1, 2 });
        byte[] end = [9, 9];
        file.ReadBytes("a", end, offset: Start - 2);

        TensorAssert.BitEqual(read, expected, "b");
        Assert.That(end, Is.EqualTo(new byte[2]));
    }

    [Test]
    public void Open_Zoo_TellsWhatItHolds()
    {
        using SafetensorsFile file = SafetensorsFile.Open(s_zoo);

        SafetensorInfo last = file.Tensors.Values.Last();
        Assert.That(file.Metadata, Is.EqualTo(new Dictionary<string, string> { ["note"] = "one tensor per dtype", ["format"] = "pt", ["unicode"] = "é日本" }));
        Assert.That(file.Tensors.Keys.First(), Is.EqualTo("uint.U64"));
        Assert.That((last.ToString(), last.Begin, last.End, last.ByteCount), Is.EqualTo(("'bool.BOOL' BOOL [3]", 459, 462, 3)));
    }

    private static long PeakOf(Action action)
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        long before = Kilobytes("VmRSS");
        action();
        return (Kilobytes("VmHWM") - before) << 10;

        static long Kilobytes(string name) => long.Parse(File.ReadLines("/proc/self/status").Single(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    private static SafetensorsFile Open(TempFolder folder, string dtype, int count, byte[] data)
    {
        string path = folder.File("x.safetensors");
        File.WriteAllBytes(path, [.. SafetensorsBytes.File($$"""{"x":{"dtype":"{{dtype}}","shape":[{{count}}],"data_offsets":[0,{{data.Length}}]} }"""), .. data]);
        return SafetensorsFile.Open(path);
    }
}
