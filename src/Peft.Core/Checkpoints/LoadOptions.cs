namespace Peft;

/// <summary>How an adapter is loaded.</summary>
public sealed class LoadOptions
{
    /// <summary>
    /// Whether everything has to fit: every key and shape of the tensors' file, and every field of the configuration that looks like a misspelt one. Otherwise
    /// what fits is loaded and the <see cref="LoadReport"/> lists the rest; tensors that the file lacks keep the values of a new adapter.
    /// </summary>
    /// <value>Default: true.</value>
    public bool Strict { get; set; } = true;

    /// <summary>Whether to go on training the adapter.</summary>
    /// <value>Default: false.</value>
    public bool Trainable { get; set; }

    /// <summary>Whether an adapter on layers of half precision is kept in single precision, as PEFT does; see <see cref="PeftConfig.AutocastAdapterDtype"/>.</summary>
    /// <value>Default: true.</value>
    public bool AutocastAdapterDtype { get; set; } = true;

    /// <summary>Changes the configuration that the file has before it is used, as when training goes on with another dropout.</summary>
    /// <value>Default: null.</value>
    public Action<PeftConfig>? Configure { get; set; }
}
