#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property ManagePackageVersionsCentrally=false

// Writes src/Peft.Transformers/Tokenizers/Unicode/normalization.txt from the files of the Unicode Character Database.
//
//   dotnet run tools/UnicodeTables.cs FOLDER       (a folder with UnicodeData.txt and CompositionExclusions.txt)

using System.Globalization;
using System.Text;

if (args is not [var folder])
{
    Console.Error.WriteLine("Give the folder of UnicodeData.txt and CompositionExclusions.txt.");
    return 1;
}

string exclusionsHeader = File.ReadLines(Path.Combine(folder, "CompositionExclusions.txt")).First();
var excluded = File.ReadLines(Path.Combine(folder, "CompositionExclusions.txt")).Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0).ToHashSet();
var characters = File.ReadLines(Path.Combine(folder, "UnicodeData.txt")).Select(l => l.Split(';')).Select(f => (Code: f[0], Class: int.Parse(f[3], CultureInfo.InvariantCulture), Mapping: f[5])).ToList();
var classes = characters.ToDictionary(c => c.Code, c => c.Class);

var text = new StringBuilder($"""
    # How Unicode normalization changes characters, from the Unicode Character Database ({exclusionsHeader.Trim('#', ' ')}).
    # Copyright 1991-2022 Unicode, Inc.; see LICENSE-UNICODE.txt. A selection in a form of its own, not the original files.
    # A class line is "first last class"; then "A=B C": A is B C and back, "A>B C": A is B C, "A~B C": A is like B C.

    """);
foreach (var run in Runs(characters.Where(c => c.Class != 0).Select(c => (Code: int.Parse(c.Code, NumberStyles.HexNumber, CultureInfo.InvariantCulture), c.Class))))
    text.Append(CultureInfo.InvariantCulture, $"{run.First:X4} {run.Last:X4} {run.Class}\n");
foreach (var (code, _, mapping) in characters.Where(c => c.Mapping.Length > 0))
    text.Append(CultureInfo.InvariantCulture, $"{code}{Kind(code, mapping)}{mapping.Split("> ")[^1]}\n");
File.WriteAllText(Path.Combine("src", "Peft.Transformers", "Tokenizers", "Unicode", "normalization.txt"), text.ToString());
return 0;

// A pair is composed again unless it is excluded by name, or one of its parts or its whole is a combining character at the beginning.
char Kind(string code, string mapping)
{
    if (mapping[0] == '<')
        return '~';
    string[] parts = mapping.Split(' ');
    return parts.Length == 2 && !excluded.Contains(code) && classes[code] == 0 && classes[parts[0]] == 0 ? '=' : '>';
}

static IEnumerable<(int First, int Last, int Class)> Runs(IEnumerable<(int Code, int Class)> classes)
{
    (int First, int Last, int Class)? run = null;
    foreach (var (code, combiningClass) in classes)
    {
        if (run is { } open && open.Last + 1 == code && open.Class == combiningClass)
        {
            run = open with { Last = code };
            continue;
        }
        if (run is { } done)
            yield return done;
        run = (code, code, combiningClass);
    }
    yield return run!.Value;
}
