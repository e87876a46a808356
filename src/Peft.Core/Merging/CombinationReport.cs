using System.Globalization;

namespace Peft.Merging;

/// <summary>What a combination of adapters has given.</summary>
/// <param name="Name">The new adapter.</param>
/// <param name="Rank">Its rank.</param>
/// <param name="Distance">
/// How far it is from the exact weighted sum of what the adapters do to the weights: ‖Δ − Σ wᵢ Δᵢ‖ / ‖Σ wᵢ Δᵢ‖ in the Frobenius norm, over all layers.
/// </param>
/// <param name="Layers">The same for each layer, by path.</param>
public sealed record CombinationReport(string Name, int Rank, double Distance, IReadOnlyDictionary<string, double> Layers)
{
    /// <summary>The rank and the distance.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: rank {Rank}, {Distance:G3} from the exact weighted sum");
}
