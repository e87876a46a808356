namespace Peft;

/// <summary>Implemented by optimizers that know what their states take. Of others a <see cref="MemoryReport"/> counts the tensors that their states hold.</summary>
public interface IOptimizerMemory
{
    /// <summary>The size of all states in bytes.</summary>
    long StateBytes { get; }

    /// <summary>The size of those states in bytes that are in files, of which a part is in memory.</summary>
    long PagedBytes { get; }
}
