using Peft.Benchmarks;

// dotnet run -c Release --project benchmarks/Peft.Benchmarks -- [--category C] [--guard] [--update]
if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine("error: the benchmarks take --category C, --guard and --update only.");
    return 2;
}

IReadOnlyList<BenchResult> ratios = BenchRunner.Run(options);
if (ratios.Count == 0)
{
    Console.Error.WriteLine($"error: no benchmark with a ratio limit has the category {options.Category}.");
    return 2;
}
BenchResult.Write(ratios, Path.Combine(BenchConfig.OutputFolder, "ratios.json"));
if (options.Update)
{
    Baselines.Update(ratios);
    ratios = [.. ratios.Select(ratio => ratio with { Allowed = ratio.Cost })];
}
Console.WriteLine();
Console.WriteLine(BenchResult.Header);
foreach (BenchResult ratio in ratios)
    Console.WriteLine(ratio);
return options.Guard && ratios.Any(ratio => !ratio.Ok) ? 1 : 0;
