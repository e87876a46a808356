using System.Globalization;

namespace Peft;

/// <summary>What merging has cost.</summary>
/// <param name="QuantizationErrors">
/// ‖stored − merged‖ / ‖merged‖ of each layer whose merged weight was quantised again, by its path; without layers whose weight is dense, into which merging is exact but for rounding.
/// </param>
public sealed record MergeReport(IReadOnlyDictionary<string, double> QuantizationErrors)
{
    /// <summary>The largest of the errors; 0 if nothing was quantised.</summary>
    public double LargestError => QuantizationErrors.Values.DefaultIfEmpty(0).Max();

    /// <summary>How many layers were quantised again, and the largest error.</summary>
    public override string ToString() => QuantizationErrors.Count == 0
        ? "merged; no layer is quantised"
        : string.Create(CultureInfo.InvariantCulture, $"merged; {QuantizationErrors.Count} layers were quantised again, at most {LargestError:P1} off ({QuantizationErrors.MaxBy(e => e.Value).Key})");
}
