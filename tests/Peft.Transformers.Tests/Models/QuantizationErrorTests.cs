using Peft.Quantization;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

[TestFixture]
public sealed class QuantizationErrorTests
{
    [Test]
    public void Compare_OfTrainedWeights_HasTheOrderOfTheQLoraPaper()
    {
        using var model = LlamaForCausalLM.FromPretrained(Path.Combine(Repository.Root, "samples/Peft.Demo/model"));

        var errors = QuantizationError.Compare(model);

        Assert.That(errors.Select(e => e.Form), Is.EqualTo(["int8", "NF4", "NF4 + DQ", "int4", "FP4"]));
        Assert.That(errors.Select(e => e.Relative), Is.EqualTo([0.008, 0.0919, 0.0920, 0.1071, 0.1218]).Within(1.5e-3), "as docs/experiments/qlora.md has them");
        Assert.That(errors.Select(e => e.BitsPerElement), Is.EqualTo([8.2, 4.5, 4.128, 4.5, 4.5]).Within(0.1));
    }

    [Test]
    public void Compare_OfAWeight_IsWhatItsFormsGive()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var weight = randn(6, 43).to(ScalarType.BFloat16);
        using var quantized = NF4Tensor.Quantize(weight, new() { BlockSize = 32 });
        var difference = quantized.Dequantize(ScalarType.Float32) - weight.to(ScalarType.Float32);

        var error = QuantizationError.Compare(weight, blockSize: 32).Single(e => e.Form == "NF4");

        double relative = difference.norm().item<float>() / weight.to(ScalarType.Float32).norm().item<float>();
        Assert.That(error.Relative, Is.EqualTo(relative).Within(1e-6));
        Assert.That((error.Largest, error.BitsPerElement), Is.EqualTo(((double)difference.abs().max().item<float>(), quantized.BitsPerElement)));
        Assert.That(error.ToString(), Does.StartWith("NF4").And.Contain("bits"));
    }

    [Test]
    public void Compare_OfEvenlySpacedValues_FindsNoErrorInInt4()
    {
        using var scope = NewDisposeScope();
        // The last block has one element.
        var weight = arange(-7, 8, ScalarType.Float32).repeat(5).narrow(0, 0, 65).view(5, 13);
        Assert.That(QuantizationError.Compare(weight).Single(e => e.Form == "int4").Largest, Is.EqualTo(0).Within(1e-6));
    }

    [Test]
    public void Compare_OfWhatCannotBeQuantized_SaysWhy()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.LayerNorm(4);
        Assert.That(() => QuantizationError.Compare(norm), Throws.TypeOf<QuantizationException>().With.Message.Contains("no linear layer"));
        Assert.That(() => QuantizationError.Compare(zeros(4, 4), blockSize: 5), Throws.TypeOf<PeftConfigException>());
        Assert.That(() => QuantizationError.Compare(full([4, 4], float.NaN)), Throws.ArgumentException);
    }
}
