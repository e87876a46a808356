using System.Reflection;

namespace ApiDump;

/// <summary>Types as C# writes them: keywords, generic arguments at the level they belong to, tuples with their element names.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<string, string> s_keywords = new()
    {
        ["System.Void"] = "void",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.SByte"] = "sbyte",
        ["System.Int16"] = "short",
        ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int",
        ["System.UInt32"] = "uint",
        ["System.Int64"] = "long",
        ["System.UInt64"] = "ulong",
        ["System.Single"] = "float",
        ["System.Double"] = "double",
        ["System.Decimal"] = "decimal",
        ["System.Char"] = "char",
        ["System.String"] = "string",
        ["System.Object"] = "object",
    };

    /// <summary>The type's own name, without namespace and arity.</summary>
    public static string Simple(Type type) => type.Name.Split('`')[0];

    public static string Of(Type type) => Of(type, []);

    /// <summary>The type of a member or parameter, whose attributes hold the names of tuple elements and tell dynamic from object.</summary>
    public static string Of(Type type, IEnumerable<CustomAttributeData> attributes)
    {
        IEnumerable<string?> elementNames = [];
        foreach (CustomAttributeData attribute in attributes)
        {
            if (attribute.AttributeType.Name == "DynamicAttribute" && type == typeof(object))
                return "dynamic";
            if (attribute.AttributeType.Name == "TupleElementNamesAttribute")
                elementNames = ((IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(name => (string?)name.Value);
        }
        return Format(type, new Queue<string?>(elementNames));
    }

    private static string Format(Type type, Queue<string?> elementNames)
    {
        if (type.IsByRef)
            return "ref " + Format(type.GetElementType()!, elementNames);
        if (type.IsPointer)
            return Format(type.GetElementType()!, elementNames) + "*";
        if (type.IsArray)
            return $"{Format(type.GetElementType()!, elementNames)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsFunctionPointer)
            return "delegate*";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Format(underlying, elementNames) + "?";
        if (IsTuple(type))
            return FormatTuple(type, elementNames);
        return s_keywords.TryGetValue($"{type.Namespace}.{type.Name}", out string? keyword) && !type.IsNested ? keyword : FormatNamed(type, elementNames);
    }

    private static bool IsTuple(Type type) =>
        type is { IsGenericType: true, IsGenericTypeDefinition: false, IsNested: false, Namespace: "System" } && Simple(type) == nameof(ValueTuple);

    /// <summary>The attribute lists a tuple's own element names first, then those of the tuples inside it.</summary>
    private static string FormatTuple(Type tuple, Queue<string?> elementNames)
    {
        List<Type> elements = [];
        Type[] arguments = tuple.GetGenericArguments();
        for (; arguments.Length == 8; arguments = arguments[7].GetGenericArguments())
            elements.AddRange(arguments[..7]);
        elements.AddRange(arguments);
        string?[] names = elements.ConvertAll(_ => elementNames.TryDequeue(out string? name) ? name : null).ToArray();
        IEnumerable<string> parts = elements.Select((element, i) => Format(element, elementNames) + (names[i] is null ? "" : " " + names[i]));
        return $"({string.Join(", ", parts)})";
    }

    /// <summary>Reflection gives a nested type the generic arguments of all levels: each level takes its own.</summary>
    private static string FormatNamed(Type type, Queue<string?> elementNames)
    {
        Type[] arguments = type.GetGenericArguments();
        string name = string.IsNullOrEmpty(type.Namespace) ? "" : type.Namespace + ".";
        int used = 0;
        foreach (Type level in Levels(type))
        {
            int total = level.GetGenericArguments().Length;
            name += (level.IsNested ? "." : "") + Simple(level);
            if (total > used)
                name += $"<{string.Join(", ", arguments[used..total].Select(argument => Format(argument, elementNames)))}>";
            used = total;
        }
        return name;
    }

    private static IEnumerable<Type> Levels(Type type) => type.DeclaringType is { } outer ? Levels(outer).Append(type) : [type];
}
