using System.Globalization;

namespace Peft.Quantization;

/// <summary>What quantising a model has done.</summary>
/// <param name="Layers">The layers that were quantised, by their paths.</param>
/// <param name="BytesBefore">The memory that their weights took.</param>
/// <param name="BytesAfter">The memory that they take.</param>
public sealed record QuantizationReport(IReadOnlyList<string> Layers, long BytesBefore, long BytesAfter)
{
    /// <summary>One line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Layers.Count} layers quantised: {BytesBefore / 1e6:0.###} MB became {BytesAfter / 1e6:0.###} MB");
}
