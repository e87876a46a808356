using System.Globalization;

namespace Peft.Samples;

/// <summary>The value of an option on a command line.</summary>
/// <param name="Option">The option's name.</param>
/// <param name="Next">Takes the word behind it; null at the end.</param>
internal readonly record struct OptionValue(string Option, Func<string?> Next)
{
    /// <exception cref="ArgumentException">There is none.</exception>
    public string Text() => Next() ?? throw new ArgumentException($"{Option} has no value.");

    /// <exception cref="ArgumentException">There is none, or it is not a whole number of at least <paramref name="least"/>.</exception>
    public int Number(int least = 1)
    {
        string text = Text();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw new ArgumentException($"{Option} is '{text}'; it must be a whole number of at least {least}.");
    }

    /// <exception cref="ArgumentException">There is none, or it is not one of the names.</exception>
    public T OneOf<T>(IReadOnlyDictionary<string, T> values)
    {
        string text = Text();
        return values.TryGetValue(text, out T? value) ? value : throw new ArgumentException($"{Option} is '{text}'; it must be one of {string.Join(", ", values.Keys)}.");
    }
}

/// <summary>Command lines of options, for the programs of this repository.</summary>
internal static class CommandLine
{
    /// <summary>Reads a command line; prints the help text where that is wanted, and the error where the line makes no sense.</summary>
    /// <param name="args">The words.</param>
    /// <param name="help">The help text.</param>
    /// <param name="options">The options where nothing is said.</param>
    /// <param name="with">The options with one more: its name, and its value to take; null if there is no such option.</param>
    /// <param name="exitCode">What the program is to end with if there are no options: 0 after the help text, 2 after an error.</param>
    /// <param name="prepare">What can show that an option makes no sense, such as making a folder.</param>
    /// <returns>The options, or null.</returns>
    public static T? Read<T>(IReadOnlyList<string> args, string help, T options, Func<T, string, OptionValue, T?> with, out int exitCode, Action<T>? prepare = null)
        where T : class
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        exitCode = 0;
        if (args.Contains("--help") || args.Contains("-h"))
        {
            Console.WriteLine(help);
            return null;
        }
        try
        {
            int i = 0;
            while (i < args.Count)
            {
                string option = args[i++];
                options = with(options, option, new(option, () => i < args.Count ? args[i++] : null)) ?? throw new ArgumentException($"There is no option '{option}'.");
            }
            prepare?.Invoke(options);
            return options;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"error: {e.Message} help: --help lists the options.");
            exitCode = 2;
            return null;
        }
    }
}
