namespace Peft;

/// <summary>How segments are checkpointed.</summary>
public sealed class CheckpointingOptions
{
    /// <summary>Whether random numbers, as of dropout, are the same in the second computation as in the first.</summary>
    /// <remarks>
    /// On the CPU the numbers are also those without checkpointing. TorchSharp cannot read the state of a CUDA generator, so there every segment begins with a seed that it draws from the CPU's:
    /// a run is as reproducible, but not equal to one without checkpointing.
    /// </remarks>
    /// <value>Default: true.</value>
    public bool PreserveRandomState { get; set; } = true;

    /// <summary>Where the inputs that need a gradient are kept until backward.</summary>
    /// <value>Default: <see cref="ActivationStorage.Device"/>.</value>
    public ActivationStorage Storage { get; set; }

    /// <summary>Where the files of <see cref="ActivationStorage.File"/> are; they have no name of their own and go when they are not needed any more.</summary>
    /// <value>Default: null, the folder for temporary files.</value>
    public string? Folder { get; set; }
}

/// <summary>Where activations are kept between forward and backward.</summary>
public enum ActivationStorage
{
    /// <summary>Where they are computed.</summary>
    Device,

    /// <summary>In the host's memory, if they are computed on another device.</summary>
    Host,

    /// <summary>In temporary files, which the system keeps in memory as long as nobody needs it for something else. Such a graph can be used for one backward only.</summary>
    File,
}
