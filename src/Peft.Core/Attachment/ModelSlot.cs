using Peft.Adapters;

namespace Peft.Attachment;

/// <summary>A place of a model, of which it has one, where an adapter acts on the whole model. The model asks it in its forward; without such an adapter nothing happens there.</summary>
public abstract class ModelSlot
{
    private volatile CurrentAdapters? _adapters;

    private protected ModelSlot()
    {
    }

    /// <summary>Whether the model has asked.</summary>
    internal bool Reached { get; private set; }

    /// <summary>Gives the place to a model's adapters; null takes it away.</summary>
    internal void Attach(CurrentAdapters? adapters) => (_adapters, Reached) = (adapters, false);

    /// <summary>The adapters of the model, now that it asks; null if none of them ever acted here.</summary>
    private protected CurrentAdapters? Ask()
    {
        var adapters = _adapters;
        Reached |= adapters is not null;
        return adapters;
    }
}
