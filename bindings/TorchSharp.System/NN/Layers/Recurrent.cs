using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the recurrent layers share: they register the weights of all layers and directions under PyTorch's names.</summary>
internal sealed class Recurrent
{
    private readonly nn.Module _module;
    private readonly string[] _names;
    private readonly long _hidden;

    /// <param name="gates">How many vectors of the hidden size a step computes.</param>
    internal Recurrent(nn.Module module, long gates, long inputSize, long hiddenSize, long layers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device,
        ScalarType? dtype)
    {
        (_module, _hidden) = (module, hiddenSize);
        (HasBias, Layers, BatchFirst, Dropout, Bidirectional) = (bias, layers, batchFirst, dropout, bidirectional);
        var shapes = new List<(string Name, long[] Shape)>();
        for (long layer = 0; layer < layers; layer++)
        {
            foreach (string suffix in bidirectional ? [$"_l{layer}", $"_l{layer}_reverse"] : new[] { $"_l{layer}" })
                AddShapes(shapes, suffix, gates * hiddenSize, layer == 0 ? inputSize : Directions * hiddenSize, hiddenSize, bias);
        }
        Register(module, shapes, hiddenSize, device, dtype);
        _names = [.. shapes.Select(entry => entry.Name)];
    }

    internal bool HasBias { get; }

    internal long Layers { get; }

    internal bool BatchFirst { get; }

    internal double Dropout { get; }

    internal bool Bidirectional { get; }

    internal Tensor[] Weights => [.. _names.Select(name => _module.NativeParameter(name)!)];

    private long Directions => Bidirectional ? 2 : 1;

    internal Tensor ZeroState(Tensor input) => zeros([Directions * Layers, input.size(BatchFirst ? 0 : 1), _hidden], input.dtype, input.device);

    internal static void RegisterCell(nn.Module module, long gates, long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
    {
        var shapes = new List<(string, long[])>();
        AddShapes(shapes, "", gates * hiddenSize, inputSize, hiddenSize, bias);
        Register(module, shapes, hiddenSize, device, dtype);
    }

    internal static Tensor ZeroCellState(Tensor input, long hidden) => zeros([input.size(0), hidden], input.dtype, input.device);

    private static void AddShapes(List<(string, long[])> shapes, string suffix, long rows, long inputs, long hidden, bool bias)
    {
        shapes.Add(($"weight_ih{suffix}", [rows, inputs]));
        shapes.Add(($"weight_hh{suffix}", [rows, hidden]));
        if (!bias)
            return;
        shapes.Add(($"bias_ih{suffix}", [rows]));
        shapes.Add(($"bias_hh{suffix}", [rows]));
    }

    private static void Register(nn.Module module, IEnumerable<(string Name, long[] Shape)> shapes, long hidden, Device? device, ScalarType? dtype)
    {
        double bound = 1 / Math.Sqrt(hidden);
        foreach (var (name, shape) in shapes)
        {
            var parameter = new Parameter(empty(shape, dtype, device));
            nn.init.uniform_(parameter, -bound, bound);
            module.AddNativeParameter(name, parameter);
        }
    }
}
