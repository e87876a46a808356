using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

/// <summary>Runs a Python script with torch, to compare with.</summary>
internal static class PythonTorch
{
    /// <summary>A Python that imports a module: the first on the path, or the distribution's own.</summary>
    public static string? Find(string module = "torch") => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(python => Run(python, "-c", $"import {module}").Succeeded);

    /// <summary>The lines that a script beside the program prints.</summary>
    public static string[] Lines(string python, string script, params object[] arguments)
    {
        var (succeeded, output) = Run(python, [Path.Combine(AppContext.BaseDirectory, script), .. arguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)!)]);
        return succeeded ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException($"{python} could not run {script}; its message is above.");
    }

    /// <summary>The numbers that a script prints, one a line.</summary>
    public static IEnumerable<double> Numbers(string python, string script, params object[] arguments) =>
        Lines(python, script, arguments).Select(line => double.Parse(line, CultureInfo.InvariantCulture));

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
