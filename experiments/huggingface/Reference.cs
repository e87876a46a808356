using System.Globalization;

namespace Peft.Experiments.HuggingFace;

/// <summary>Python's side: huggingface.py.</summary>
internal static class Reference
{
    public static Speeds Measure(string python, Options options, Method method)
    {
        LlamaShape shape = options.Model;
        Dictionary<string, double> values = PythonTorch.Lines(
                python, "huggingface.py", $"{method}".ToLowerInvariant(), $"{options.Device.type}".ToLowerInvariant(), $"{options.Dtype}".ToLowerInvariant(), options.Steps, options.Tokens,
                shape.Hidden, shape.Inner, shape.Layers, shape.Heads, shape.KeyValueHeads, LlamaShape.Vocabulary, Options.Rank, options.Batch, options.Length)
            .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        return new(values["training"], values["decoding"]);
    }
}
