using System.Globalization;
using Peft.Experiments.Cuda;
using Peft.Quantization.Kernels.Cuda;
using Peft.Samples;

if (CommandLine.Read(args, Options.Help, new Options(), Options.With, out int exitCode) is not { } options)
    return exitCode;
if (Gpu.TryOpen(options.Ptx is null ? [CudaKernels.Ptx, CudaKernels.UpdatesPtx] : [File.ReadAllText(options.Ptx)]) is not { } gpu)
{
    Console.Error.WriteLine("error: This machine has no CUDA driver or no GPU. help: The kernels' results are tested anywhere: ./build.sh test --category Ptx.");
    return 2;
}
Console.WriteLine($"{gpu.Name}, compute capability {gpu.Capability}, {gpu.Multiprocessors} multiprocessors; grids of at most {options.MostBlocks} blocks");
var timer = new Peft.Experiments.Cuda.Timer(gpu, options.Torch && PythonTorch.Find() is { } python ? TorchTimes(python) : []);
timer.MeasureCopy();
new FourBitCases(gpu, timer, options).Run();
new EightBitCases(gpu, timer, options).Run();
new UpdateCases(gpu, timer, options).Run();
return 0;

static Dictionary<string, double> TorchTimes(string python) =>
    PythonTorch.Lines(python, "cuda.py").Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
