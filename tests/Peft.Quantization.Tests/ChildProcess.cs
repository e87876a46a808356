using System.Diagnostics;

namespace Peft.Quantization.Tests;

/// <summary>Runs <see cref="Program"/> for what needs a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary>How to start it.</summary>
    public static ProcessStartInfo Start(params string[] arguments) => new("dotnet", [typeof(Program).Assembly.Location, .. arguments]) { RedirectStandardOutput = true };

    /// <summary>The same, with so much private memory at most; mapped files do not count.</summary>
    public static ProcessStartInfo StartWithin(long privateBytes, params string[] arguments) =>
        new("sh", ["-c", "ulimit -d $0 && exec dotnet \"$@\"", $"{privateBytes >> 10}", typeof(Program).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string[] Lines) Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string>? errors = start.RedirectStandardError ? process.StandardError.ReadToEndAsync() : null;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        errors?.Wait();
        process.WaitForExit();
        return (process.ExitCode, lines);
    }
}
