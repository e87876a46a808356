using System.Diagnostics;
using System.Globalization;
using Threads;

// What it costs that the threads of an OpenMP runtime wait by spinning, while .NET's decode four-bit weights: ./build.sh experiment threads
// Every setting has processes of its own, since the runtime reads it when it starts. They run in turn; the least of all rounds counts.
const int Rounds = 3;
const string Measure = "measure";

if (args is [Measure])
{
    var (step, processor) = TrainingStep.Measure();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step} {processor}"));
    return;
}

(string Name, string Variable, string Value)[] settings =
[
    ("asleep", "OMP_WAIT_POLICY", "PASSIVE"),
    ("spinning for a while", "GOMP_SPINCOUNT", "300000"),  // what GCC's runtime does unless told
    ("spinning", "OMP_WAIT_POLICY", "ACTIVE"),
];
double[] steps = [.. settings.Select(_ => double.PositiveInfinity)], processors = [.. steps];
for (int round = 0; round < Rounds; round++)
{
    for (int i = 0; i < settings.Length; i++)
    {
        var (step, processor) = Child(settings[i].Variable, settings[i].Value);
        (steps[i], processors[i]) = (Math.Min(steps[i], step), Math.Min(processors[i], processor));
    }
}

Console.WriteLine($"{"OpenMP's threads wait",-24}{"setting",-26}{"ms a step",10}{"ratio",8}{"processor",12}{"ratio",8}");
for (int i = 0; i < settings.Length; i++)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{settings[i].Name,-24}{settings[i].Variable + "=" + settings[i].Value,-26}{steps[i],10:F1}{steps[i] / steps[0],8:F2}{processors[i],12:F1}{processors[i] / processors[0],8:F2}"));

static (double Step, double Processor) Child(string variable, string value)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Environment.GetCommandLineArgs()[..1].Where(a => Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)), Measure]) { RedirectStandardOutput = true };
    foreach (string inherited in new[] { "OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS" })
        start.Environment.Remove(inherited);
    start.Environment[variable] = value;
    using var process = Process.Start(start)!;
    string[] numbers = process.StandardOutput.ReadToEnd().Split(' ');
    process.WaitForExit();
    return process.ExitCode == 0 && numbers.Length == 2 ? (Number(numbers[0]), Number(numbers[1])) : throw new InvalidOperationException($"The process with {variable}={value} failed; its message is above.");
}

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
