using Peft.Adapters;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>A quantised weight in a checkpoint, as bitsandbytes stores it in several tensors.</summary>
/// <param name="Name">The weight's name, which one of them has.</param>
/// <param name="Parts">The names of the others.</param>
/// <param name="IsInt8">Whether it is row-wise int8; otherwise it has four bits.</param>
internal sealed record StoredWeight(string Name, IReadOnlyList<string> Parts, bool IsInt8)
{
    private const string Suffix = "weight";

    private string Layer => Name[..^Suffix.Length];

    /// <summary>The quantised weight of a name, or null if what has this name is none.</summary>
    /// <param name="name">Such as <c>model.layers.0.mlp.up_proj.weight</c>.</param>
    /// <param name="names">The names of all tensors, in a collection that finds one fast.</param>
    internal static StoredWeight? Find(string name, ICollection<string> names)
    {
        if (!name.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        string layer = name[..^Suffix.Length];
        List<string> eightBit = [.. new[] { layer + Int8Keys.Absmax, layer + Int8Keys.Layout, layer + Int8Keys.Offset }.Where(names.Contains)];
        List<string> parts = eightBit.Count > 0 ? eightBit : [.. names.Where(n => n.StartsWith(name + ".", StringComparison.Ordinal))];
        return parts.Count == 0 ? null : new StoredWeight(name, parts, parts == eightBit);
    }

    /// <summary>Reads it.</summary>
    /// <param name="read">Gives a tensor, or null where there is none of the name.</param>
    /// <param name="dtype">The type of the matrix from which an int8 weight was made, which is not stored.</param>
    /// <returns>The weight, which the caller disposes.</returns>
    /// <exception cref="QuantStateException">A part is missing or not as it must be.</exception>
    internal IQuantizedWeight Read(Func<string, Tensor?> read, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        var state = new Dictionary<string, Tensor>();
        foreach (string part in Parts.Append(Name))
        {
            if (read(part) is { } tensor)
                state.Add(part, tensor);
        }
        return IsInt8 ? Int8Tensor.FromStateDict(state, Layer, dtype) : FourBitTensor.FromStateDict(state, Layer);
    }

    /// <summary>What it is when it is dequantised.</summary>
    /// <param name="checkpoint">Where it is.</param>
    /// <param name="dtype">The type wanted; null: that of the weight before.</param>
    /// <param name="int8Type">That of an int8 weight before.</param>
    internal SafetensorSpec DenseSpec(SafetensorsFolder checkpoint, ScalarType? dtype, ScalarType int8Type)
    {
        using var weight = Read(checkpoint, int8Type);
        return new SafetensorSpec(Name, dtype ?? weight.DType, weight.Shape);
    }

    /// <summary>Its values, as <see cref="DenseSpec"/> says.</summary>
    internal Tensor Dequantize(SafetensorsFolder checkpoint, ScalarType? dtype, ScalarType int8Type)
    {
        using var weight = Read(checkpoint, int8Type);
        return weight.Dequantize(dtype);
    }

    private IQuantizedWeight Read(SafetensorsFolder checkpoint, ScalarType int8Type) => Read(part => checkpoint.Tensors.ContainsKey(part) ? checkpoint.Read(part) : null, int8Type);
}
