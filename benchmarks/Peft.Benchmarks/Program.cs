using Peft.Benchmarks;

// dotnet run -c Release --project benchmarks/Peft.Benchmarks -- [--category C] [--guard]
if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine("error: the benchmarks take --category C and --guard only.");
    return 2;
}

IReadOnlyList<RatioResult> ratios = BenchRunner.Run(options);
if (ratios.Count == 0)
{
    Console.Error.WriteLine($"error: no benchmark with a ratio limit has the category {options.Category}.");
    return 2;
}
RatioResult.Write(ratios, Path.Combine(BenchConfig.OutputFolder, "ratios.json"));
Console.WriteLine();
foreach (RatioResult ratio in ratios)
    Console.WriteLine(ratio);
return options.Guard && ratios.Any(ratio => !ratio.Ok) ? 1 : 0;
