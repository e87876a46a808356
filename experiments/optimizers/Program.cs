using Peft.Experiments.Optimizers;
using static TorchSharp.torch;

// Steps of 50 million parameters on one thread and on two: ./build.sh experiment optimizers [FOLDER]
// A training to be run within a limit of memory: ./build.sh experiment optimizers memory|paged [FOLDER]
// FOLDER is where paged states are, on a disk; steps whose file is cold are measured on Linux only.
const long Elements = 50_000_000;
bool trains = args is ["memory" or "paged", ..];
string folder = args.Skip(trains ? 1 : 0).FirstOrDefault() ?? Path.GetTempPath();
if (trains)
{
    Capped.Run(args[0] == "paged" ? folder : null);
    return;
}
Console.WriteLine($"{Elements / 1e6:F0} million parameters, libtorch {__version__}");
foreach (int threads in new[] { 1, 2 })
    Steps.Print(Elements, threads, folder);
if (!OperatingSystem.IsLinux())
    return;
foreach (int bits in new[] { 32, 8 })
{
    foreach (int threads in new[] { 1, 2 })
        ColdStates.Print(Elements, bits, threads, folder);
}
