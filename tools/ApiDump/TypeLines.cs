using System.Globalization;
using System.Reflection;

namespace ApiDump;

/// <summary>The lines of one type: its declaration and its members.</summary>
internal static class TypeLines
{
    public static IEnumerable<string> Of(Type type, bool flat)
    {
        string words = Modifiers.Obsolete(type) + Visibility.WordsOf(type);
        string name = TypeNames.Of(type);
        if (type.IsEnum)
            return OfEnum(type, words, name);
        if (type.IsSubclassOf(typeof(MulticastDelegate)))
            return [OfDelegate(type, words, name)];
        string declaration = words + Modifiers.Of(type) + Kind(type) + name + Bases(type) + Constraints.Of(type);
        IEnumerable<string> lines = MemberLines.Of(type, name, flat, inherited: false).Prepend(declaration);
        return flat ? lines.Concat(Ancestors(type).SelectMany(ancestor => MemberLines.Of(ancestor, name, flat, inherited: true))) : lines;
    }

    private static IEnumerable<string> OfEnum(Type type, string words, string name)
    {
        yield return $"{words}enum {name} : {TypeNames.Of(Enum.GetUnderlyingType(type))}{(Modifiers.IsFlags(type) ? " [Flags]" : "")}";
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            yield return $"{Modifiers.Obsolete(field)}const {name}.{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)} -> {name}";
    }

    private static string OfDelegate(Type type, string words, string name)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        return $"{words}delegate {name}({Signatures.Parameters(invoke)}) -> {Signatures.Return(invoke)}{Constraints.Of(type)}";
    }

    private static string Kind(Type type) => type.IsInterface ? "interface " : type.IsValueType ? "struct " : "class ";

    /// <summary>The base class and the interfaces that come with neither the base class nor another interface.</summary>
    private static string Bases(Type type)
    {
        Type[] interfaces = type.GetInterfaces();
        HashSet<Type> implied = [.. interfaces.SelectMany(each => each.GetInterfaces()), .. type.BaseType?.GetInterfaces() ?? []];
        IEnumerable<string> own = interfaces.Where(each => !implied.Contains(each) && (each.IsVisible || Visibility.IsVisible(each)))
            .Select(TypeNames.Of).Order(StringComparer.Ordinal);
        if (type is { IsValueType: false, BaseType: { } parent } && parent != typeof(object))
            own = own.Prepend(TypeNames.Of(parent));
        string bases = string.Join(", ", own);
        return bases.Length > 0 ? " : " + bases : "";
    }

    private static IEnumerable<Type> Ancestors(Type type)
    {
        if (type.IsInterface)
            return type.GetInterfaces().Where(each => each.Assembly == type.Assembly);
        List<Type> ancestors = [];
        for (Type? parent = type.BaseType; parent?.Assembly == type.Assembly; parent = parent.BaseType)
            ancestors.Add(parent);
        return ancestors;
    }
}
