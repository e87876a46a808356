using System.Globalization;
using System.Reflection;
using System.Text;

namespace ApiDump;

/// <summary>Constants and default values as C# writes them.</summary>
internal static class Literals
{
    public static string Of(object? value, Type type)
    {
        Type? underlying = Nullable.GetUnderlyingType(type);
        if (value is null or Missing)
            return (type.IsValueType && underlying is null) || type.IsGenericParameter ? "default" : "null";
        return (underlying ?? type) is { IsEnum: true } enumeration ? OfEnum(value, enumeration) : OfPrimitive(value);
    }

    private static string OfEnum(object value, Type type)
    {
        object member = Enum.ToObject(type, value);
        return Enum.IsDefined(type, member)
            ? $"{TypeNames.Of(type)}.{Enum.GetName(type, member)}"
            : $"({TypeNames.Of(type)}){Convert.ToString(value, CultureInfo.InvariantCulture)}";
    }

    private static string OfPrimitive(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => $"\"{Escaped(text, '"')}\"",
        char character => $"'{Escaped(character.ToString(), '\'')}'",
        float number => OfFloat(number, "float"),
        double number => OfFloat(number, "double"),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>The shortest text that reads back as the same number of its own width.</summary>
    private static string OfFloat<T>(T number, string type) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(number))
            return type + ".NaN";
        if (T.IsInfinity(number))
            return type + (T.IsNegative(number) ? ".NegativeInfinity" : ".PositiveInfinity");
        return number.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Escaped(string text, char quote)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            string? name = c switch { '\n' => "n", '\r' => "r", '\t' => "t", '\0' => "0", '\\' => "\\", _ when c == quote => c.ToString(), _ => null };
            escaped.Append(name is null ? c.ToString() : "\\" + name);
        }
        return escaped.ToString();
    }
}
