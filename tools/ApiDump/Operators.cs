using System.Reflection;

namespace ApiDump;

/// <summary>Operators under the names they have in C#.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, string> s_symbols = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_Modulus"] = "%",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_GreaterThan"] = ">",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThanOrEqual"] = ">=",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
        ["op_OnesComplement"] = "~",
        ["op_LogicalNot"] = "!",
        ["op_LeftShift"] = "<<",
        ["op_RightShift"] = ">>",
        ["op_UnsignedRightShift"] = ">>>",
        ["op_True"] = "true",
        ["op_False"] = "false",
        ["op_Increment"] = "++",
        ["op_Decrement"] = "--",
    };

    public static bool IsOperator(MethodInfo method) => method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal);

    public static string NameOf(MethodInfo method) => method switch
    {
        { IsSpecialName: true, Name: "op_Implicit" } => "implicit operator " + Signatures.Return(method),
        { IsSpecialName: true, Name: "op_Explicit" } => "explicit operator " + Signatures.Return(method),
        { IsSpecialName: true } when s_symbols.TryGetValue(method.Name, out string? symbol) => "operator " + symbol,
        _ => method.Name,
    };
}
