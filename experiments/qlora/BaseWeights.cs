using Peft.Quantization;
using Peft.Transformers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Experiments.QLora;

/// <summary>A form of the weights of a model's linear layers.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Apply">Gives a model's linear layers this form, and says in how many bits a parameter is held.</param>
internal sealed record BaseWeights(string Name, Func<LlamaForCausalLM, double> Apply)
{
    private const int BlockSize = 64;
    private const double LeastStep = 1e-12;

    public static BaseWeights Float32 { get; } = new("float32", _ => 32);

    /// <summary>Sixteen evenly spaced values, of which fifteen are used: -7 to 7, times absmax / 7. The library has no such type; here the weights are rounded, and stay in single precision.</summary>
    public static BaseWeights Int4 { get; } = new("int4", RoundToInt4);

    public static BaseWeights FP4 { get; } = new("FP4", model => Quantize(model, QuantizationType.FP4, twice: false));

    public static BaseWeights NF4 { get; } = new("NF4", model => Quantize(model, QuantizationType.NF4, twice: false));

    public static BaseWeights NF4Twice { get; } = new("NF4 + DQ", model => Quantize(model, QuantizationType.NF4, twice: true));

    private static double Quantize(LlamaForCausalLM model, QuantizationType type, bool twice)
    {
        long parameters = LinearLayers(model).Sum(l => l.Layer.weight.numel());
        return 8.0 * model.Quantize(o => (o.Type, o.BlockSize, o.DoubleQuantize) = (type, BlockSize, twice)).BytesAfter / parameters;
    }

    private static double RoundToInt4(LlamaForCausalLM model)
    {
        using var noGrad = no_grad();
        foreach (var (_, layer) in LinearLayers(model))
        {
            using var scope = NewDisposeScope();
            var blocks = layer.weight.view(-1, BlockSize);
            var step = (blocks.abs().amax([1], keepdim: true) / 7).clamp_min(LeastStep);
            blocks.copy_((blocks / step).round() * step);
        }
        return 4 + 32.0 / BlockSize;
    }

    private static IEnumerable<(string Path, Linear Layer)> LinearLayers(LlamaForCausalLM model) =>
        model.named_modules().Where(m => m.module is Linear && m.name != "lm_head").Select(m => (m.name, (Linear)m.module));
}
