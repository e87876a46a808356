using System.Globalization;
using System.Text.RegularExpressions;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>The entries of a PTX file, of the form that clang writes.</summary>
internal sealed partial class PtxModule
{
    private readonly Dictionary<string, PtxKernel> _kernels = [];

    public PtxModule(string text)
    {
        foreach (Match entry in Entry().Matches(Comment().Replace(text, "")))
        {
            GroupCollection groups = entry.Groups;
            _kernels.Add(groups["name"].Value, Assemble(groups["name"].Value, groups["parameters"].Value, Number(groups["threads"]), groups["body"].Value));
        }
    }

    public IEnumerable<string> Names => _kernels.Keys;

    public PtxKernel this[string name] => _kernels.TryGetValue(name, out PtxKernel? kernel) ? kernel : throw new PtxException($"there is no entry {name}");

    private static PtxKernel Assemble(string name, string parameters, int threads, string body)
    {
        var symbols = new PtxSymbols();
        int[] sizes = [.. Parameter().Matches(parameters).Select(p => symbols.AddParameter(p.Groups["name"].Value, Number(p.Groups["size"])))];
        List<string> code = [];
        foreach (string line in body.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string statement = line.TrimEnd(';');
            if (Register().Match(statement) is { Success: true } register)
                symbols.AddRegisters(PtxType.Parse(register.Groups["type"].Value), register.Groups["name"].Value, Number(register.Groups["count"]));
            else if (Shared().Match(statement) is { Success: true } shared)
                symbols.AddShared(shared.Groups["name"].Value, Number(shared.Groups["align"]), Number(shared.Groups["size"]));
            else if (statement.EndsWith(':'))
                symbols.AddLabel(statement[..^1], code.Count);
            else
                code.Add(statement);
        }
        var assembler = new PtxAssembler(symbols);
        PtxStep[] steps = [.. code.Select(assembler.Assemble)];
        return new PtxKernel(name, sizes, symbols.SharedBytes, symbols.Registers, threads, steps);
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("//[^\n]*|\\.pragma [^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\.visible \.entry (?<name>\w+)\((?<parameters>[^)]*)\)\s*\.maxntid (?<threads>\d+), 1, 1\s*(\.minnctapersm \d+\s*)?\{(?<body>.*?)\n\}", RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\.param \.align \d+ \.b8 (?<name>\w+)\[(?<size>\d+)\]")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\.reg \.(?<type>\w+)\s+(?<name>%\w+)<(?<count>\d+)>$")]
    private static partial Regex Register();

    [GeneratedRegex(@"^\.shared \.align (?<align>\d+) \.b8 (?<name>\w+)\[(?<size>\d+)\]$")]
    private static partial Regex Shared();
}
