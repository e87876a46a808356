#:property UsesTorch=true
#:property PublishAot=false

// What is in force in a process that has loaded torch: dotnet run tools/TorchInfo.cs
using System.Diagnostics;
using TorchSharp;

const int MegaBytes = 1 << 20;

using (torch.NewDisposeScope())
{
    var square = torch.ones(256, 256);
    square.matmul(square);
}
string[] libraries = [.. Process.GetCurrentProcess().Modules.Cast<ProcessModule>().Select(module => module.FileName).Where(file => file.Length > 0)];
string? blas = Array.Find(libraries, file => Path.GetFileName(file) is string name && (name.StartsWith("libopenblas") || name.StartsWith("libmkl") || name.StartsWith("mkl")))
    ?? Array.Find(libraries, file => Path.GetFileName(file).StartsWith("libblas"));
bool sharedPool = blas is null || blas.Contains("openmp") || blas.Contains("mkl");

Show("libtorch", torch.__version__);
Show("BLAS", blas ?? "built into libtorch");
Show("threads", $"{torch.get_num_threads()} of {Environment.ProcessorCount} processors (OMP_NUM_THREADS={Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "not set"})");
Show("thread pool", sharedPool ? "one for libtorch and BLAS" : "two that disturb each other. help: install libopenblas0-openmp");
if (OperatingSystem.IsLinux())
    Show("malloc", FaultsOfTensor() < 100 ? "keeps freed pages" : "returns freed pages: each large tensor faults its memory in again");
Show("CUDA", torch.cuda.is_available() ? "available" : "none");

static void Show(string name, string value) => Console.WriteLine($"{name,-13}{value}");

// Tensors of one size, one after the other, either share their pages or each fault in new ones (4096 of them). The allocator needs some
// to settle, and what else the process does only ever adds faults: the least of the later ones tells.
static long FaultsOfTensor()
{
    long least = long.MaxValue;
    for (int i = 0; i < 64; i++)
    {
        long before = MinorFaults();
        torch.ones(4 * MegaBytes).Dispose();
        if (i >= 32)
            least = Math.Min(least, MinorFaults() - before);
    }
    return least;
}

static long MinorFaults()
{
    string status = File.ReadAllText("/proc/self/stat");
    return long.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[7]);
}
