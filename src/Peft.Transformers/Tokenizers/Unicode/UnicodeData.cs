using System.Globalization;

namespace Peft.Tokenizers.Unicode;

/// <summary>The part of the Unicode Character Database that normalization needs, from the table in this assembly.</summary>
internal sealed class UnicodeData
{
    private static readonly Lazy<UnicodeData> s_instance = new(() => new());

    private readonly Dictionary<int, int> _classes = [];
    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<(int, int), int> _compositions = [];

    private UnicodeData()
    {
        using var reader = new StreamReader(typeof(UnicodeData).Assembly.GetManifestResourceStream("normalization.txt")!);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                ReadLine(line, line.IndexOfAny(['=', '>', '~']));
        }
    }

    public static UnicodeData Instance => s_instance.Value;

    /// <summary>Orders the marks on a base character; 0 is a base character.</summary>
    public int CombiningClass(int rune) => _classes.GetValueOrDefault(rune);

    /// <summary>One step of taking a character apart; null if it has no parts.</summary>
    public int[]? Decompose(int rune, bool compatible) =>
        _canonical.TryGetValue(rune, out int[]? parts) || (compatible && _compatible.TryGetValue(rune, out parts)) ? parts : null;

    public bool TryCompose(int first, int second, out int whole) => _compositions.TryGetValue((first, second), out whole);

    private void ReadLine(string line, int separator)
    {
        if (separator < 0)
        {
            string[] run = line.Split(' ');
            for (int rune = Hex(run[0]); rune <= Hex(run[1]); rune++)
                _classes[rune] = int.Parse(run[2], CultureInfo.InvariantCulture);
            return;
        }
        int whole = Hex(line[..separator]);
        int[] parts = [.. line[(separator + 1)..].Split(' ').Select(Hex)];
        (line[separator] == '~' ? _compatible : _canonical)[whole] = parts;
        if (line[separator] == '=')
            _compositions[(parts[0], parts[1])] = whole;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
