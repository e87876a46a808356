namespace Peft.Transformers;

/// <summary>How far loading a model has come.</summary>
/// <param name="Name">The tensor that was read last.</param>
/// <param name="Tensors">The number of tensors read.</param>
/// <param name="TotalTensors">The number of tensors in the checkpoint.</param>
/// <param name="Bytes">The bytes of the tensors read, as stored in the file.</param>
/// <param name="TotalBytes">The bytes of all tensors, as stored in the file.</param>
public readonly record struct ModelLoadProgress(string Name, int Tensors, int TotalTensors, long Bytes, long TotalBytes);
