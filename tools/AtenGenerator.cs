#:property PublishAot=false
#:property TreatWarningsAsErrors=false
#:property AllowUnsafeBlocks=true
#:property ManagePackageVersionsCentrally=false

// Writes bindings/TorchSharp.System/Aten/*.cs: one method for every operator that the binding's sources call as
// Aten.NAME(...), from the schemas of the libtorch on this machine (and Aten/newer-operators.txt for operators that
// only later versions have). NAME is the operator's name, then "_" and its overload where it has one.
//
//   dotnet run tools/AtenGenerator.cs        (after ./build.sh configure; run it again whenever a new Aten.NAME is used)

using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

const int MostLines = 380;
// The compiler takes Aten.G.cs for generated code, where nullable annotations need the directive.
const string Header = """
    // Written by tools/AtenGenerator.cs: change that, or the calls that it serves.
    #nullable enable

    using static TorchSharp.torch;

    namespace TorchSharp.Native;

    internal static unsafe partial class Aten
    {

    """;

string root = Environment.CurrentDirectory;
string binding = Path.Combine(root, "bindings", "TorchSharp.System");
string folder = Path.Combine(binding, "Aten");
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine("Run this from the repository's root: bindings/TorchSharp.System/Aten is not here.");
    return 1;
}

var newer = File.ReadAllLines(Path.Combine(folder, "newer-operators.txt")).Where(l => l.StartsWith("aten::", StringComparison.Ordinal)).ToList();
var schemas = Shim.List(Path.Combine(root, "artifacts", "native", "libtorchshim.so")).Concat(newer).Select(Schema.Parse)
    .Where(s => s is not null).Select(s => s!).GroupBy(s => s.Method).ToDictionary(g => g.Key, g => g.First());

var used = Directory.EnumerateFiles(binding, "*.cs", SearchOption.AllDirectories).Where(f => !f.StartsWith(folder, StringComparison.Ordinal))
    .SelectMany(f => Regex.Matches(File.ReadAllText(f), @"\bAten\.(?:Has_)?(\w+)").Select(m => m.Groups[1].Value)).ToHashSet();
var unknown = used.Where(u => !schemas.ContainsKey(u)).Order().ToList();
foreach (string name in unknown)
{
    string stem = name.Split('_', StringSplitOptions.RemoveEmptyEntries)[0];
    Console.Error.WriteLine($"no operator for Aten.{name}; near: {string.Join(", ", schemas.Keys.Where(k => k.StartsWith(stem, StringComparison.Ordinal)).Order().Take(24))}");
}

foreach (string old in Directory.EnumerateFiles(folder, "Aten.*.cs"))
    File.Delete(old);
var isNewer = newer.Select(l => Schema.Parse(l)!.Method).ToHashSet();
foreach (var letter in used.Where(schemas.ContainsKey).Order(StringComparer.Ordinal).GroupBy(u => char.ToUpperInvariant(u.TrimStart('_')[0])))
{
    int part = 1;
    var methods = letter.Select(u => schemas[u].Emit(isNewer.Contains(u))).ToList();
    while (methods.Count > 0)
    {
        int lines = 0;
        int fitting = Math.Max(1, methods.TakeWhile(m => (lines += m.Count(c => c == '\n') + 1) <= MostLines).Count());
        File.WriteAllText(Path.Combine(folder, $"Aten.{letter.Key}{(part == 1 ? "" : part)}.cs"), Header + string.Join('\n', methods.Take(fitting)) + "}\n");
        methods.RemoveRange(0, fitting);
        part++;
    }
}
Console.WriteLine($"{used.Count - unknown.Count} operators written, {unknown.Count} unknown");
return unknown.Count == 0 ? 0 : 1;

internal sealed record Argument(string Type, string Name, string? Default)
{
    private bool Nullable => Type.EndsWith('?');

    private string Kind => Regex.Replace(Type.TrimEnd('?'), @"\(.*?\)|SymInt", m => m.Value == "SymInt" ? "int" : "");

    internal bool Hidden => Kind is "Layout" || Name is "pin_memory";

    internal bool IsKept => Kind is "Tensor" or "Generator" or "Scalar" || Kind.StartsWith("Tensor", StringComparison.Ordinal);

    internal bool Supported => Hidden || CSharp is not null;

    private string? CSharp => Regex.Replace(Kind, @"\[\d+\]", "[]") switch
    {
        "Tensor" => "Tensor", "Tensor[]" => "Tensor[]", "Tensor?[]" => "Tensor?[]", "int" => "long", "float" => "double", "bool" => "bool",
        "Scalar" => "Scalar", "ScalarType" => "ScalarType", "Device" => "Device", "Generator" => "Generator", "str" => "string",
        "int[]" => "long[]", "float[]" => "double[]", "bool[]" => "bool[]", "MemoryFormat" => "long", _ => null,
    };

    private bool IsReference => CSharp is "Scalar" or "Device" or "Generator" or "string" or "Tensor" || CSharp!.EndsWith("[]", StringComparison.Ordinal);

    // A null for a type that is not optional in the schema asks for the schema's default.
    private bool NullIsDefault => !Nullable && Default is not null && IsReference;

    internal string Escaped => Name is "out" or "params" or "base" or "implicit" ? "@" + Name : Name;

    internal string Parameter(bool optional)
    {
        string type = CSharp + (Nullable || NullIsDefault ? "?" : "");
        return optional && Default is not null ? $"{type} {Escaped} = {Literal}" : $"{type} {Escaped}";
    }

    private string Literal => Nullable || NullIsDefault ? "null" : Default! switch { "True" => "true", "False" => "false", var d => d.EndsWith('.') ? d + "0" : d };

    internal string Value
    {
        get
        {
            if (Hidden)
                return "default";
            string value = CSharp switch
            {
                "long[]" or "double[]" or "bool[]" => $"Value.List({Name}_, {Escaped})",
                "string" => $"Value.String({Name}_, {Name}_utf8)",
                "Tensor[]" => $"Value.Tensors({Name}_, {Escaped}.Length)",
                "Tensor?[]" => $"Value.OptionalTensors({Name}_, {Escaped}.Length)",
                _ => Escaped,
            };
            return NullIsDefault ? $"{Escaped} is null ? default : {(value == Escaped ? "(Value)" + value : value)}" : value;
        }
    }

    internal string? Preparation => CSharp switch
    {
        "Tensor[]" => $"var {Name}_ = stackalloc nint[{Escaped}.Length];\nOperator.Handles({Escaped}, {Name}_);",
        "Tensor?[]" => $"var {Name}_ = stackalloc nint[{Escaped}.Length];\nOperator.OptionalHandles({Escaped}, {Name}_);",
        "string" => $"var {Name}_utf8 = Operator.Utf8({Escaped});",
        _ => null,
    };

    internal string? Pin => CSharp switch
    {
        "long[]" => $"fixed (long* {Name}_ = {Escaped})", "double[]" => $"fixed (double* {Name}_ = {Escaped})", "bool[]" => $"fixed (bool* {Name}_ = {Escaped})",
        "string" => $"fixed (byte* {Name}_ = {Name}_utf8)", _ => null,
    };
}

internal sealed record Schema(string Text, string Name, string Overload, List<Argument> Arguments, string Returns)
{
    internal string Method => Overload == "" ? Name : $"{Name}_{Overload}";

    internal static Schema? Parse(string line)
    {
        var match = Regex.Match(Regex.Replace(line, @"\((\w+) -> \*\)", "($1)"), @"^aten::(\w+)(?:\.(\w+))?\((.*)\) -> (.*)$");
        if (!match.Success)
            return null;
        var arguments = Split(match.Groups[3].Value).Where(a => a != "*").Select(a =>
        {
            var m = Regex.Match(a, @"^(\S+) (\w+)(?:=(.*))?$");
            return new Argument(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Success ? m.Groups[3].Value : null);
        }).ToList();
        var schema = new Schema(line, match.Groups[1].Value, match.Groups[2].Value, arguments, Regex.Replace(match.Groups[4].Value, @"\(\w!?\)", m => m.Value.Contains('!') ? "!" : ""));
        return arguments.All(a => a.Supported) ? schema : null;
    }

    private static IEnumerable<string> Split(string arguments)
    {
        int depth = 0, start = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is '(' or '[')
                depth++;
            else if (arguments[i] is ')' or ']')
                depth--;
            else if (arguments[i] == ',' && depth == 0)
            {
                yield return arguments[start..i].Trim();
                start = i + 1;
            }
        }
        if (start < arguments.Length)
            yield return arguments[start..].Trim();
    }

    internal string Emit(bool newer)
    {
        // C# wants optional parameters last; a schema may have a required one after them.
        int required = Arguments.FindLastIndex(a => a.Default is null && !a.Hidden);
        var parameters = Arguments.Select((a, i) => (a, i)).Where(p => !p.a.Hidden).Select(p => p.a.Parameter(p.i > required));
        var (type, call, result) = Result();
        var text = new StringBuilder();
        text.Append($"    /// <summary><c>{Text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")}</c></summary>\n");
        text.Append($"    internal static {type} {Method}({string.Join(", ", parameters)})\n    {{\n");
        foreach (var a in Arguments.Where(a => !a.Hidden && a.Preparation is not null))
            text.Append("        ").Append(a.Preparation!.Replace("\n", "\n        ")).Append('\n');
        var pins = Arguments.Where(a => !a.Hidden && a.Pin is not null).Select(a => a.Pin!).ToList();
        string indent = new(' ', pins.Count > 0 ? 12 : 8);
        foreach (string pin in pins)
            text.Append("        ").Append(pin).Append('\n');
        if (pins.Count > 0)
            text.Append("        {\n");
        text.Append($"{indent}var args = stackalloc Value[] {{ {string.Join(", ", Arguments.Select(a => a.Value))} }};\n");
        text.Append($"{indent}{call.Replace("@", $"s_{Method}").Replace("#", $"(args, {Arguments.Count})")}\n");
        foreach (var a in Arguments.Where(a => a.IsKept))
            text.Append($"{indent}GC.KeepAlive({a.Escaped});\n");
        if (result is not null)
            text.Append($"{indent}return {result};\n");
        if (pins.Count > 0)
            text.Append("        }\n");
        text.Append("    }\n\n");
        if (newer)
            text.Append($"    internal static bool Has_{Method} => s_{Method}.Exists;\n\n");
        text.Append($"    private static readonly Operator s_{Method} = new(\"aten::{Name}\"{(Overload == "" ? "" : $", \"{Overload}\"")});\n");
        return text.ToString();
    }

    private (string Type, string Call, string? Result) Result()
    {
        if (Returns == "()")
            return ("void", "@.Call#;", null);
        if (Returns.StartsWith('('))
        {
            int count = Returns.Split(',').Length;
            string types = string.Join(", ", Enumerable.Repeat("Tensor", count));
            return ($"({types})", "var results = @.Tuple#;", $"({string.Join(", ", Enumerable.Range(0, count).Select(i => $"results[{i}]"))})");
        }
        if (Returns.StartsWith("Tensor!", StringComparison.Ordinal))
            return ("Tensor", "@.InPlace#;", Arguments.First(a => a.Type.Contains('!')).Escaped);
        if (Returns.StartsWith("Tensor[]", StringComparison.Ordinal))
            return ("Tensor[]", "var results = @.Tensors#;", "results");
        return Returns.Split(' ')[0] switch
        {
            "Tensor" => ("Tensor", "var result = @.Tensor#;", "result"),
            "Scalar" => ("Scalar", "var result = @.Scalar#;", "result"),
            "bool" => ("bool", "bool result = @.Call#.Boolean;", "result"),
            "ScalarType" => ("ScalarType", "var result = (ScalarType)@.Call#.Int;", "result"),
            "int" or "SymInt" => ("long", "long result = @.Call#.Int;", "result"),
            "float" => ("double", "double result = @.Call#.Double;", "result"),
            var other => throw new InvalidOperationException($"{Text}: results of type {other} are not supported"),
        };
    }
}

internal static unsafe class Shim
{
    private static readonly List<string> s_lines = [];

    internal static List<string> List(string library)
    {
        nint handle = NativeLibrary.Load(library);
        ((delegate* unmanaged<void>)NativeLibrary.GetExport(handle, "shim_initialize"))();
        _ = ((delegate* unmanaged<delegate* unmanaged<byte*, void>, int>)NativeLibrary.GetExport(handle, "shim_list_schemas"))(&Each);
        return s_lines;
    }

    [UnmanagedCallersOnly]
    private static void Each(byte* line) => s_lines.Add(Marshal.PtrToStringUTF8((nint)line)!);
}
