namespace Peft.Quantization.Tests.Ptx;

/// <summary>A kernel did what a GPU forbids or leaves undefined, or the interpreter does not know what it does.</summary>
internal sealed class PtxException(string message) : Exception(message);
