namespace Peft.Attachment;

/// <summary>What is attached at one layer of a model.</summary>
/// <param name="Path">The layer's path in the model as the user built it.</param>
/// <param name="Strategy">How it was attached.</param>
/// <param name="References">The fields and containers that hold the layer, with their declared types.</param>
/// <param name="Reached">Whether a forward pass has come through.</param>
/// <param name="Adapters">The adapters on it.</param>
/// <param name="Merged">Those of them that are merged into its weight.</param>
public sealed record SiteInfo(string Path, SiteStrategy Strategy, string References, bool Reached, IReadOnlyList<string> Adapters, IReadOnlyList<string> Merged)
{
    /// <summary>One line with all of it.</summary>
    public override string ToString() =>
        $"{Path}: {Strategy}{(Reached ? "" : ", not reached")}, held by {References}; adapters: {string.Join(", ", Adapters)}{(Merged.Count > 0 ? $"; merged: {string.Join(", ", Merged)}" : "")}";
}
