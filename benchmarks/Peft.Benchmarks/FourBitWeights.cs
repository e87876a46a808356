using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>A weight of 4096 x 4096, and the same in four bits: several times, so that no kernel finds it in a cache from the time before.</summary>
internal sealed class FourBitWeights : IDisposable
{
    public const int Size = 4096, Elements = Size * Size;
    private const int Copies = 6;
    private readonly NF4Tensor[] _quantized;
    private int _next;

    public FourBitWeights(bool doubleQuantize = false)
    {
        Dense = randn(Size, Size);
        _quantized = [.. Enumerable.Range(0, Copies).Select(_ => NF4Tensor.Quantize(Dense, new() { DoubleQuantize = doubleQuantize }))];
    }

    public Tensor Dense { get; }

    public FourBitParts NextParts() => _quantized[_next = (_next + 1) % Copies].Parts;

    public FourBitWeight Next() => NextParts().View();

    public void Dispose()
    {
        Dense.Dispose();
        foreach (NF4Tensor tensor in _quantized)
            tensor.Dispose();
    }
}
