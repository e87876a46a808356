namespace Peft.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Category">Only benchmarks of this category; null for all.</param>
/// <param name="Guard">Fail when a ratio is over its limit, or a call uses more than its baseline.</param>
/// <param name="Update">Make what calls use now their baselines.</param>
internal sealed record BenchOptions(string? Category, bool Guard, bool Update)
{
    /// <summary>Null when the arguments are not understood.</summary>
    public static BenchOptions? Parse(ReadOnlySpan<string> args)
    {
        string? category = null;
        bool guard = false, update = false;
        while (!args.IsEmpty)
        {
            switch (args)
            {
                case ["--guard", .. var rest]:
                    guard = true;
                    args = rest;
                    break;
                case ["--update", .. var rest]:
                    update = true;
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
        return new BenchOptions(category, guard, update);
    }
}
