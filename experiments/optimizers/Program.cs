using Peft.Experiments.Optimizers;
using static TorchSharp.torch;

// Steps of 50 million parameters on one thread and on two, in memory and paged: ./build.sh experiment optimizers [FOLDER]
// Steps whose file is cold, on Linux: ./build.sh experiment optimizers cold [FOLDER]
// A training to be run within a limit of memory: ./build.sh experiment optimizers memory|paged [FOLDER]
// FOLDER is where paged states are, on a disk.
const long Elements = 50_000_000;
string what = args is ["cold" or "memory" or "paged", ..] ? args[0] : "steps";
string folder = args.Skip(what == "steps" ? 0 : 1).FirstOrDefault() ?? Path.GetTempPath();
if (what is "memory" or "paged")
{
    Capped.Run(what == "paged" ? folder : null);
    return;
}
Console.WriteLine($"{Elements / 1e6:F0} million parameters, libtorch {__version__}");
foreach (int threads in new[] { 1, 2 })
{
    if (what == "steps")
    {
        Steps.Print(Elements, threads, folder);
        continue;
    }
    ColdStates.Print(Elements, 8, threads, folder);
    ColdStates.Print(Elements, 32, threads, folder);
}
