namespace Peft;

/// <summary>Implemented by models that can run their layers through <see cref="GradientCheckpointing"/>.</summary>
public interface ICheckpointedModel
{
    /// <summary>
    /// From now on, in training mode and without a cache of keys and values, backward computes each layer again, and of its activations only its input is kept. The results are the same, for about a third more time.
    /// </summary>
    /// <param name="options">Null: the defaults.</param>
    void EnableGradientCheckpointing(CheckpointingOptions? options = null);

    /// <summary>Keeps all activations again.</summary>
    void DisableGradientCheckpointing();
}
