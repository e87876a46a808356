using System.Diagnostics;

namespace Peft.Repository.Tests;

/// <summary>The files of the repository, by paths relative to its root with forward slashes.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>What git tracks, and what is new and not ignored.</summary>
    public static IReadOnlyList<string> All { get; } = ListFiles();

    public static IEnumerable<string> EndingWith(params string[] extensions) => All.Where(file => extensions.Contains(Path.GetExtension(file)));

    public static string FullPath(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(FullPath(file));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Peft.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds Peft.sln.");
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException($"git ls-files failed in '{Root}'. help: run the repository tests in a git clone.");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Root, file))).ToArray();
    }
}
