using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Every 4-bit case of the reference vectors, to the bit.</summary>
[TestFixture]
[Category("Golden")]
public sealed class FourBitGoldenTests
{
    private static readonly string[] s_results =
    [
        "packed", "absmax", "dequant", "dq.nested_absmax_q", "dq.nested_absmax", "dq.offset", "dq.absmax_restored", "dq.dequant",
    ];

    private static IEnumerable<TestCaseData> Cases => Places.WithEach(FourBitCase.All);

    private static IEnumerable<TestCaseData> DoubleQuantizedCases => Places.WithEach(FourBitCase.All.Where(c => c.IsDoubleQuantized));

    [TestCaseSource(nameof(Cases))]
    public void Quantize_Input_GivesBitsandbytesCodesAndAbsmax(FourBitCase @case, string place)
    {
        using var scope = NewDisposeScope();
        using FourBitTensor quantized = @case.Quantize(place);
        TensorAssert.BitEqual(quantized.Parts.Packed.view(-1), @case.Packed, "packed codes");
        if (!@case.IsDoubleQuantized)
            TensorAssert.BitEqual(quantized.Parts.Absmax.Values, @case.Absmax, "absmax");
    }

    [TestCaseSource(nameof(DoubleQuantizedCases))]
    public void Quantize_InputTwice_GivesBitsandbytesNestedAbsmax(FourBitCase @case, string place)
    {
        using var scope = NewDisposeScope();
        using FourBitTensor quantized = @case.Quantize(place);
        AbsmaxBlocks absmax = quantized.Parts.Absmax.To(CPU);
        Tensor restored = tensor(KernelData.Absmax(absmax));

        TensorAssert.BitEqual(tensor(new[] { absmax.Nested!.Offset }), @case.Result("offset"), "offset");
        TensorAssert.BitEqual(absmax.Values, @case.Result("nested_absmax_q"), "codes of absmax");
        TensorAssert.BitEqual(absmax.Nested.Absmax, @case.Result("nested_absmax"), "nested absmax");
        TensorAssert.BitEqual(restored, @case.Result("absmax_restored"), "absmax restored");
    }

    [TestCaseSource(nameof(Cases))]
    public void Dequantize_Quantized_GivesBitsandbytesValues(FourBitCase @case, string place)
    {
        using var scope = NewDisposeScope();
        using FourBitTensor quantized = @case.Quantize(place);
        Tensor actual = quantized.Dequantize();
        Tensor expected = @case.Result("dequant");
        if (quantized is FP4Tensor)
            (actual, expected) = (WithoutNegativeZero(actual), WithoutNegativeZero(expected));
        TensorAssert.BitEqual(actual, expected, "dequantised");
    }

    [Test]
    public void Results_OfAllCases_AreAmongThoseCompared()
    {
        HashSet<string> compared = [.. from @case in FourBitCase.All
                                       from result in s_results
                                       from name in new[] { $"{@case.Id}.{result}", $"{@case.Id}.{result}.torch", $"{@case.Id}.{result}.native" }
                                       select name];
        Assert.That(FourBitCase.ResultNames.Except(compared), Is.Empty);
    }

    [TestCase("nf4")]
    [TestCase("fp4")]
    [TestCase("dynamic_signed")]
    public void Codebook_Values_AreBitsandbytesValues(string name)
    {
        using var scope = NewDisposeScope();
        Codebook codebook = name switch { "nf4" => Codebook.NF4, "fp4" => Codebook.FP4, _ => Codebook.Dynamic };
        TensorAssert.BitEqual(tensor(codebook.Values.ToArray()), Golden.Tensors("quant/codebooks.safetensors")[name], name);
    }

    /// <summary>FP4 has two codes for zero. In the map that bitsandbytes saves both are +0, and so they are here, but the compiled library makes one of them -0.</summary>
    private static Tensor WithoutNegativeZero(Tensor values) => values.add(0);
}
