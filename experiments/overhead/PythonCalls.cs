using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Overhead;

/// <summary>Runs overhead.py, which prints one line a call: its name, a tab, nanoseconds.</summary>
internal static class PythonCalls
{
    /// <summary>A Python that imports torch: the first on the path, or the distribution's own.</summary>
    public static string? Find() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python => Run(python, "-c", "import torch").Succeeded);

    public static Dictionary<string, double> Measure(string python)
    {
        (bool succeeded, string output) = Run(python, Path.Combine(AppContext.BaseDirectory, "overhead.py"));
        if (!succeeded)
            throw new InvalidOperationException($"{python} could not run overhead.py; its message is above.");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToDictionary(fields => fields[0], fields => double.Parse(fields[1], CultureInfo.InvariantCulture));
    }

    private static (bool Succeeded, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = arguments[0] == "-c" };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode == 0, output);
        }
        catch (Win32Exception)
        {
            return (false, "");
        }
    }
}
