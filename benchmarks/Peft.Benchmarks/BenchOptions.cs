namespace Peft.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Category">Only benchmarks of this category; null for all.</param>
/// <param name="Guard">Fail when a ratio is over its limit.</param>
internal sealed record BenchOptions(string? Category, bool Guard)
{
    /// <summary>Null when the arguments are not understood.</summary>
    public static BenchOptions? Parse(ReadOnlySpan<string> args)
    {
        string? category = null;
        bool guard = false;
        while (!args.IsEmpty)
        {
            switch (args)
            {
                case ["--guard", .. var rest]:
                    guard = true;
                    args = rest;
                    break;
                case ["--category", string name, .. var rest]:
                    category = name;
                    args = rest;
                    break;
                default:
                    return null;
            }
        }
        return new BenchOptions(category, guard);
    }
}
