using System.Globalization;
using Peft.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Experiments.Optimizers;

/// <summary>Steps whose states have to come from the disk, against what is the least that they can take: the longer of computing and of reading the file.</summary>
internal static class ColdStates
{
    private const int Rounds = 7;
    private const long ResidentBytes = 1 << 26;

    /// <summary>Times steps with states of so many bits on so many threads and prints medians.</summary>
    public static void Print(long elements, int bits, int threads, string folder)
    {
        set_num_threads(threads);
        using var parameter = new Parameter(randn(elements));
        parameter.grad = randn(elements);
        // Another parameter, whose states are the part that stays in memory.
        using var resident = new Parameter(zeros(ResidentBytes / sizeof(float)));
        resident.grad = zeros(ResidentBytes / sizeof(float));
        using FusedAdamW inMemory = new([parameter], configure: Options);
        using var paged = new PagedAdamW([resident, parameter], folder, residentBytes: ResidentBytes, configure: Options);
        Steps.Time(inMemory);
        Steps.Time(paged);
        resident.grad = null;
        using var file = new StateFile();
        List<(double Compute, double Hot, double Read, double Cold, double Bytes)> rounds = [];
        for (int round = 0; round < Rounds; round++)
        {
            double compute = Steps.Time(inMemory), hot = Steps.Time(paged);
            file.Drop();
            double read = file.Read();
            file.Drop();
            long before = StateFile.BytesRead;
            double cold = Steps.Time(paged);
            rounds.Add((compute, hot, read, cold, (StateFile.BytesRead - before) / 1e6));
        }
        double ratio = Median(r => r.Cold / Math.Max(r.Compute, r.Read));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{bits,2} bits, {threads} thread(s): in memory {Median(r => r.Compute),6:F1} ms, file cached {Median(r => r.Hot),6:F1} ms, reading the file {Median(r => r.Read),6:F1} ms, file cold {Median(r => r.Cold),6:F1} ms with {Median(r => r.Bytes):F0} MB read: {ratio:F2} of the longer"));

        void Options(UpdateOptions options) => options.Bits = bits;

        double Median(Func<(double Compute, double Hot, double Read, double Cold, double Bytes), double> select) => rounds.Select(select).Order().ElementAt(Rounds / 2);
    }
}
