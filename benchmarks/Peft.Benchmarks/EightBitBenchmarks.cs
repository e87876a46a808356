using BenchmarkDotNet.Attributes;
using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>8-bit kernels on 4096 x 4096: encoding against reading, decoding against filling, the product of integers against torch's linear in float32.</summary>
[BenchmarkCategory("Quantization")]
public class EightBitBenchmarks
{
    private const int Size = FourBitWeights.Size, Batch = 16;
    private readonly Tensor _dense = randn(Size, Size), _target = empty(Size * Size), _x = randn(Batch, Size);
    private readonly byte[] _codes = new byte[Size * Size];
    private readonly sbyte[] _rows = new sbyte[Size * Size], _vectors = new sbyte[Batch * Size];
    private readonly float[] _absmax = new float[Size * Size / 256], _rowAbsmax = new float[Size], _vectorAbsmax = new float[Batch];
    private readonly int[] _products = new int[Batch * Size];

    [GlobalSetup]
    public void Quantize()
    {
        Int8Kernels.QuantizeRows(_x.Floats(), _vectors, _vectorAbsmax);
        Rows();
        Blockwise();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _dense, _target, _x })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("encode")]
    public long Read() => MemoryLimits.Sum(_dense.bytes);

    [Benchmark, BenchmarkCategory("encode"), RatioLimit(3)]
    public void Rows() => Int8Kernels.QuantizeRows(_dense.Floats(), _rows, _rowAbsmax);

    [Benchmark, BenchmarkCategory("encode"), RatioLimit(25)]
    public void Blockwise() => EightBitKernels.Quantize(_dense.Floats(), Codebook.Dynamic, 256, _codes, _absmax);

    [Benchmark(Baseline = true), BenchmarkCategory("decode")]
    public void Fill() => MemoryLimits.Fill(_target.bytes);

    [Benchmark, BenchmarkCategory("decode"), RatioLimit(8)]
    public void BlockwiseValues() => EightBitKernels.Dequantize(_codes, _absmax, Codebook.Dynamic, 256, _target.Floats());

    [Benchmark(Baseline = true), BenchmarkCategory("product, 16 rows")]
    public void Linear() => nn.functional.linear(_x, _dense).Dispose();

    [Benchmark, BenchmarkCategory("product, 16 rows"), RatioLimit(0.5)]
    public void Integers() => Int8Products.Multiply(_vectors, _rows, Size, _products);
}
