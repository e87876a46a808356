using System.Globalization;

namespace Peft;

/// <summary>What training takes, in bytes by category, on whatever devices.</summary>
public sealed record MemoryUse
{
    /// <summary>The model's own parameters and buffers, those that adapters train copies of and what merging has overwritten among them; shared ones once.</summary>
    public long Weights { get; init; }

    /// <summary>Weights that are kept in fewer bits.</summary>
    public long QuantizedWeights { get; init; }

    /// <summary>Parameters and buffers of all adapters.</summary>
    public long Adapters { get; init; }

    /// <summary>Gradients of parameters.</summary>
    public long Gradients { get; init; }

    /// <summary>States of the optimizers that are in memory.</summary>
    public long OptimizerStates { get; init; }

    /// <summary>States of the optimizers that are in files, of which a part is in memory.</summary>
    public long PagedOptimizerStates { get; init; }

    /// <summary>All but what is in files.</summary>
    public long Total => Weights + QuantizedWeights + Adapters + Gradients + OptimizerStates;

    /// <summary>One line for each category.</summary>
    public override string ToString() => Table([
        ("weights", Weights), ("quantised weights", QuantizedWeights), ("adapters", Adapters), ("gradients", Gradients), ("optimizer states", OptimizerStates),
        ("optimizer states in files", PagedOptimizerStates), ("sum in memory", Total)]);

    internal static string Table(IEnumerable<(string Name, long Bytes)> rows) =>
        string.Join('\n', rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Name,-28}{row.Bytes / 1048576.0,12:N1} MiB")));
}
