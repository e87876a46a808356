using Peft.Adapters;
using Peft.Quantization;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Samples.Demo;

/// <summary>The shipped model: as it is, or quantised.</summary>
internal sealed class BaseModel(string folder, QuantizationType? quantization)
{
    /// <summary>Of the model that was loaded last, before it was quantised.</summary>
    public long ParameterCount { get; private set; }

    /// <summary>What quantising did to the memory of the model that was loaded last; null if nothing is quantised.</summary>
    public string? Quantization { get; private set; }

    /// <summary>A new copy of the model; the caller owns it.</summary>
    public LlamaForCausalLM Load()
    {
        var model = LlamaForCausalLM.FromPretrained(folder);
        ParameterCount = model.parameters().Sum(p => p.numel());
        if (quantization is { } type)
        {
            double before = Megabytes(model);
            var report = model.Quantize(o => (o.Type, o.DoubleQuantize) = (type, true));
            model.PrepareForKBitTraining();
            Quantization = $"{report}; the model as a whole: {before:F2} MB before, {Megabytes(model):F2} MB after.";
        }
        return model;
    }

    /// <summary>The same in single precision, with the rounded values of the quantised weights; the caller owns it.</summary>
    public LlamaForCausalLM LoadDequantized()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var quantized = Load();
        var dense = LlamaForCausalLM.FromPretrained(folder);
        foreach (var (path, module) in quantized.named_modules())
        {
            if (module is IQuantizedLayer layer)
                dense.get_parameter($"{path}.weight")!.copy_(layer.QuantizedWeight.Dequantize());
        }
        return dense;
    }

    /// <summary>What the parameters and buffers of a model take, those of quantised weights included.</summary>
    private static double Megabytes(nn.Module model) => model.parameters().Concat(model.buffers()).Sum(t => t.numel() * t.ElementSize) / 1e6;
}
