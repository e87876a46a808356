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
}
