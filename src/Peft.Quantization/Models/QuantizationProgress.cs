namespace Peft.Quantization;

/// <summary>How far quantising a checkpoint has come.</summary>
/// <param name="Tensor">The tensor that was done last.</param>
/// <param name="Done">The number of steps done. A tensor that is quantised takes two, since the source is read twice; another takes one.</param>
/// <param name="Total">The number of steps.</param>
public readonly record struct QuantizationProgress(string Tensor, int Done, int Total);
