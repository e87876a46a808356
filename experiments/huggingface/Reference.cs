using System.Globalization;

namespace Peft.Experiments.HuggingFace;

/// <summary>Python's side: huggingface.py.</summary>
internal static class Reference
{
    public static Speeds Measure(string python, Shape shape, Method method, string device)
    {
        string dtype = shape.DtypeOn(device).ToString().ToLowerInvariant();
        Dictionary<string, double> values = PythonTorch.Lines(
                python, "huggingface.py", method.ToString().ToLowerInvariant(), device, dtype, shape.Steps, shape.Tokens,
                shape.Hidden, shape.Inner, shape.Layers, shape.Heads, shape.KeyValueHeads, shape.Vocabulary, Shape.Rank, shape.Batch, shape.Length)
            .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        return new(values["training"], values["decoding"]);
    }
}
