namespace Peft.Adapters;

/// <summary>
/// Which adapters of a model act: an immutable list that all of its layers share and that is swapped whole, so that a thread which
/// reads it once sees one consistent set.
/// </summary>
internal sealed class ActiveAdapters
{
    private volatile Selection _current = new([], true);

    internal Selection Current
    {
        get => _current;
        set => _current = value;
    }

    /// <param name="Names">In the order in which they act.</param>
    /// <param name="Enabled">False while adapters are disabled.</param>
    internal sealed record Selection(IReadOnlyList<string> Names, bool Enabled)
    {
        internal IReadOnlyList<string> Acting => Enabled ? Names : [];
    }
}
