using System.Globalization;
using Overhead;

// What a call costs whose arithmetic is next to nothing: ./build.sh experiment overhead
// Python's torch, where it is installed, runs the same calls in turn with ours. The least of all rounds counts.
const int Rounds = 3;

string? python = PythonTorch.Find();
Dictionary<string, double> ours = [], theirs = [];
for (int round = 0; round < Rounds; round++)
{
    Least(ours, TorchCalls.Measure());
    if (python is not null)
        Least(theirs, Times(PythonTorch.Lines(python, "overhead.py")));
}

Console.WriteLine($"{"ns per call, one thread",-42}{"C#",10}{(python is null ? "" : $"{"Python",10}{"ratio",8}")}");
foreach ((string name, double time) in ours)
    Console.WriteLine($"{name,-42}{time,10:F0}{(theirs.TryGetValue(name, out double other) ? $"{other,10:F0}{time / other,8:F2}" : "")}");
if (python is null)
    Console.WriteLine("No Python on this machine imports torch, so there is nothing to compare with. help: apt-get install python3-torch.");

// A line has a call's name, a tab and nanoseconds.
static Dictionary<string, double> Times(string[] lines) =>
    lines.Select(line => line.Split('\t')).ToDictionary(fields => fields[0], fields => double.Parse(fields[1], CultureInfo.InvariantCulture));

static void Least(Dictionary<string, double> least, IReadOnlyDictionary<string, double> times)
{
    foreach ((string name, double time) in times)
        least[name] = Math.Min(time, least.GetValueOrDefault(name, double.PositiveInfinity));
}
