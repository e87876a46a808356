using Peft.Quantization.Tests.Ptx;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Where four-bit weights are computed with: on every device of this machine, and on the CPU as if it were another one.</summary>
internal static class Places
{
    /// <summary>torch's operators, on the CPU.</summary>
    public const string Torch = "torch";

    /// <summary>The CUDA kernels, interpreted, in the CPU's memory.</summary>
    public const string Interpreter = "interpreter";

    /// <summary>The devices and <see cref="Torch"/>: fast enough for anything.</summary>
    public static IEnumerable<string> All => [.. TestDevices.Names, Torch];

    /// <summary>Cases, each in every place.</summary>
    public static IEnumerable<TestCaseData> WithEach<T>(IEnumerable<T> cases) =>
        All.SelectMany(place => cases.Select(c => TestDevices.Categorized(new TestCaseData(c, place), place)));

    public static FourBitTensor Quantize(Tensor weight, Codebook codebook, FourBitOptions options, string place)
    {
        using var scope = NewDisposeScope();
        return FourBitTensor.Of(FourBitParts.Quantize(weight.to(DeviceOf(place)), codebook, options, BackendOf(place)));
    }

    public static Int8Tensor QuantizeInt8(Tensor weight, string place)
    {
        using var scope = NewDisposeScope();
        Int8Backend? backend = place switch
        {
            Torch => TorchInt8.Instance,
            Interpreter => new CudaInt8(FakeDriver.StartDevice()),
            _ => null,
        };
        return Int8Tensor.Quantize(weight.to(DeviceOf(place)), zeroPoints: false, backend);
    }

    /// <summary>The same weight, computed with elsewhere.</summary>
    public static FourBitTensor Move(FourBitTensor weight, string place)
    {
        FourBitParts moved = weight.Parts.To(DeviceOf(place));
        return FourBitTensor.Of(BackendOf(place) is { } backend ? moved with { Backend = backend } : moved);
    }

    public static Device DeviceOf(string place) => new(place is Torch or Interpreter ? "cpu" : place);

    private static FourBitBackend? BackendOf(string place) => place switch
    {
        Torch => TorchFourBit.Instance,
        Interpreter => new CudaFourBit(FakeDriver.StartDevice()),
        _ => null,
    };
}
