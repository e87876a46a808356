using System.Reflection;

namespace ApiDump;

/// <summary>What can be seen from outside an assembly, by a caller or by a deriving class.</summary>
internal static class Visibility
{
    public static bool IsVisible(Type type)
    {
        if (type.Name.Contains('<'))
            return false;
        if (!type.IsNested)
            return type.IsPublic;
        bool protectedInOpenType = (type.IsNestedFamily || type.IsNestedFamORAssem) && !type.DeclaringType!.IsSealed;
        return (type.IsNestedPublic || protectedInOpenType) && IsVisible(type.DeclaringType!);
    }

    public static string WordsOf(Type type) => type.IsNestedFamily ? "protected " : type.IsNestedFamORAssem ? "protected internal " : "";

    /// <summary>The accessibility words of a method, or null where it cannot be seen. A sealed type shows no protected members but its overrides.</summary>
    public static string? WordsOf(MethodBase? method, Type declaring)
    {
        if (method is null)
            return null;
        if (method.IsPublic)
            return "";
        if (declaring.IsSealed && !IsOverride(method))
            return null;
        return method.IsFamily ? "protected " : method.IsFamilyOrAssembly ? "protected internal " : null;
    }

    public static string? WordsOf(FieldInfo field)
    {
        if (field.IsPublic)
            return "";
        if (field.DeclaringType!.IsSealed)
            return null;
        return field.IsFamily ? "protected " : field.IsFamilyOrAssembly ? "protected internal " : null;
    }

    public static bool IsOverride(MethodBase method) => method is MethodInfo { IsVirtual: true } && !method.Attributes.HasFlag(MethodAttributes.NewSlot);
}
