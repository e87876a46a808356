using BenchmarkDotNet.Loggers;

namespace Peft.Benchmarks;

/// <summary>Shows which benchmark runs, and errors. The full log is a file in <see cref="BenchConfig.OutputFolder"/>.</summary>
internal sealed class ProgressLogger : ILogger
{
    public string Id => nameof(ProgressLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text)
    {
        if (logKind == LogKind.Error)
            Console.Error.Write(text);
    }

    public void WriteLine(LogKind logKind, string text)
    {
        const string Start = "// Benchmark: ";
        if (logKind == LogKind.Error)
            Console.Error.WriteLine(text);
        else if (text.StartsWith(Start, StringComparison.Ordinal))
            Console.WriteLine(text[Start.Length..].Split(':')[0]);
    }

    public void WriteLine()
    {
    }

    public void Flush()
    {
    }
}
