namespace Peft.Attachment;

/// <summary>How an adapted layer was reached in a model.</summary>
public enum SiteStrategy
{
    /// <summary>Every reference to the layer was replaced by one to the layer with its adapters.</summary>
    Replace,

    /// <summary>A reference of a sealed type, invoked through <c>call</c>: the adapters act in a forward hook.</summary>
    Hook,

    /// <summary>A reference of a sealed type, invoked through <c>forward</c>: the layer's weight is base and adapters for the owner's forward.</summary>
    Reparametrise,

    /// <summary>A reference of a sealed type before its first forward, which tells <see cref="Hook"/> from <see cref="Reparametrise"/>.</summary>
    Undecided,
}
