using System.Text.RegularExpressions;
using Peft.Checkpoints;

namespace Peft.Quantization;

/// <summary>Which tensors of a checkpoint are weights of linear layers that are to be quantised, as far as names and shapes tell.</summary>
internal sealed partial class LinearNames
{
    internal const string Suffix = "weight";

    internal LinearNames(SafetensorsFolder checkpoint, QuantizationOptions options)
    {
        if (checkpoint.Tensors.Keys.FirstOrDefault(name => name.Contains(".quant_state.", StringComparison.Ordinal) || name.EndsWith(".SCB", StringComparison.Ordinal)) is { } part)
            throw new QuantizationException($"The checkpoint has '{part}': it is quantised already.", "Give the model that was quantised.");
        options.CheckSkip("The checkpoint", [.. checkpoint.Tensors.Keys.Where(IsWeight).Select(LayerOf)]);
        var matrices = checkpoint.Tensors.Values.Where(IsMatrix).ToLookup(info => options.SkipsByName(LayerOf(info.Name)), info => info.Name);
        Quantized = matrices[false].ToHashSet();
        Skipped = [.. matrices[true].Select(LayerOf)];
        if (Quantized.Count == 0)
            throw new QuantizationException($"Of the checkpoint's {checkpoint.Tensors.Count} tensors none is to be quantised.", "Linear layers have matrices named '….weight' in float32, float16 or bfloat16; shorten Skip.");
    }

    /// <summary>The weights to quantise.</summary>
    internal IReadOnlySet<string> Quantized { get; }

    /// <summary>The linear layers that stay as they are.</summary>
    internal IReadOnlyList<string> Skipped { get; }

    private static string LayerOf(string weight) => weight[..^(Suffix.Length + 1)];

    private static bool IsWeight(string name) => name.EndsWith("." + Suffix, StringComparison.Ordinal);

    private static bool IsMatrix(SafetensorInfo info) =>
        info.Shape.Count == 2 && info.Shape.All(size => size > 0) && info.DType is SafetensorsDType.F32 or SafetensorsDType.F16 or SafetensorsDType.BF16
        && IsWeight(info.Name) && !Embedding().IsMatch(LayerOf(info.Name));

    [GeneratedRegex(@"(^|\.)(embed\w*|\w*embeddings?|wte|wpe|shared|relative_attention_bias)$")]
    private static partial Regex Embedding();
}
