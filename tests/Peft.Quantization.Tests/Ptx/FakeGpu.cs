namespace Peft.Quantization.Tests.Ptx;

/// <summary>What a GPU and its driver can do.</summary>
/// <param name="HasUnifiedMemory">Whether the GPU has unified memory.</param>
/// <param name="MovesPages">Whether pages of it can be moved on request.</param>
/// <param name="HasLocations">Whether the driver has the functions that came with CUDA 12.2.</param>
internal sealed record FakeGpu(bool HasUnifiedMemory = true, bool MovesPages = true, bool HasLocations = true);
