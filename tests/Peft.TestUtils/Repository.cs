namespace Peft.TestUtils;

/// <summary>The repository that the running tests were built from.</summary>
public static class Repository
{
    private static readonly Lazy<string> s_root = new(FindRoot);

    /// <summary>The folder that holds Peft.sln.</summary>
    public static string Root => s_root.Value;

    /// <summary>The full path of something in tests/fixtures.</summary>
    public static string Fixture(string path) => Path.Combine(Root, "tests", "fixtures", path);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Peft.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} has Peft.sln.");
    }
}
