using BenchmarkDotNet.Attributes;
using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>Decoding and encoding NF4, 4096 x 4096, into memory that is kept, against filling or reading that memory.</summary>
[BenchmarkCategory("Quantization")]
public class FourBitDequantizeBenchmarks
{
    private readonly FourBitWeights _plain = new(), _double = new(doubleQuantize: true);
    private readonly Tensor _target = empty(FourBitWeights.Elements), _packed = empty(FourBitWeights.Elements / 2, ScalarType.Byte), _absmax = empty(FourBitWeights.Elements / 64);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _plain, _double, _target, _packed, _absmax })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("32 bits")]
    public void Fill32() => MemoryLimits.Fill(_target.bytes);

    [Benchmark, BenchmarkCategory("32 bits"), RatioLimit(1.4)]
    public void Float32() => FourBitKernels.Dequantize(_plain.Next(), 0, _target.Floats());

    [Benchmark, BenchmarkCategory("32 bits"), RatioLimit(1.45)]
    public void DoublyQuantized() => FourBitKernels.Dequantize(_double.Next(), 0, _target.Floats());

    [Benchmark(Baseline = true), BenchmarkCategory("16 bits")]
    public void Fill16() => MemoryLimits.Fill(_target.bytes[..(2 * FourBitWeights.Elements)]);

    [Benchmark, BenchmarkCategory("16 bits"), RatioLimit(1.6)]
    public void BFloat16() => FourBitKernels.Dequantize(_plain.Next(), 0, _target.Span<BFloat16>()[..FourBitWeights.Elements]);

    [Benchmark, BenchmarkCategory("16 bits"), RatioLimit(1.8)]
    public void Float16() => FourBitKernels.Dequantize(_plain.Next(), 0, _target.Span<Half>()[..FourBitWeights.Elements]);

    [Benchmark(Baseline = true), BenchmarkCategory("encode")]
    public long Read() => MemoryLimits.Sum(_plain.Dense.bytes);

    [Benchmark, BenchmarkCategory("encode"), RatioLimit(3, Narrow = 5)]
    public void Quantize() => FourBitKernels.Quantize(_plain.Dense.Floats(), Codebook.NF4, 64, _packed.bytes, _absmax.Floats());
}
