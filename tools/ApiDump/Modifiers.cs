using System.Reflection;

namespace ApiDump;

/// <summary>The modifier words of types and methods, and the attributes that stand for one.</summary>
internal static class Modifiers
{
    private const string CompilerServices = "System.Runtime.CompilerServices.";

    public static bool IsReadOnly(ICustomAttributeProvider provider) => Has(provider, CompilerServices + "IsReadOnlyAttribute");
    public static bool IsExtension(MethodBase method) => Has(method, CompilerServices + "ExtensionAttribute");
    public static bool IsUnmanaged(Type parameter) => Has(parameter, CompilerServices + "IsUnmanagedAttribute");
    public static bool IsRefReadOnly(ParameterInfo parameter) => Has(parameter, CompilerServices + "RequiresLocationAttribute");
    public static bool IsParams(ParameterInfo parameter) => Has(parameter, "System.ParamArrayAttribute") || Has(parameter, CompilerServices + "ParamCollectionAttribute");
    public static bool IsFlags(Type type) => Has(type, "System.FlagsAttribute");

    /// <summary>The compiler marks every ref struct obsolete for old compilers; that mark is not the author's.</summary>
    public static string Obsolete(MemberInfo member) => Has(member, "System.ObsoleteAttribute") && member is not Type { IsByRefLike: true } ? "[Obsolete] " : "";

    public static string Of(Type type) => type switch
    {
        { IsInterface: true } => "",
        { IsValueType: true } => (IsReadOnly(type) ? "readonly " : "") + (type.IsByRefLike ? "ref " : ""),
        { IsAbstract: true, IsSealed: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    public static string Of(MethodBase method, Type declaring, bool flat)
    {
        string dispatch = method.IsStatic ? OfStatic(method) : declaring.IsInterface ? (method.IsAbstract ? "" : "virtual ") : flat ? OfFlat(method) : OfInstance(method);
        return dispatch + (declaring.IsValueType && method is MethodInfo && IsReadOnly(method) ? "readonly " : "");
    }

    private static string OfStatic(MethodBase method) => method.IsAbstract ? "static abstract " : method.IsVirtual ? "static virtual " : "static ";

    private static string OfFlat(MethodBase method) => method.IsAbstract ? "abstract " : "";

    private static string OfInstance(MethodBase method) => (method.IsAbstract, Overrides: Visibility.IsOverride(method), method.IsFinal, method.IsVirtual) switch
    {
        (IsAbstract: true, Overrides: true, _, _) => "abstract override ",
        (IsAbstract: true, _, _, _) => "abstract ",
        (_, Overrides: true, IsFinal: true, _) => "sealed override ",
        (_, Overrides: true, _, _) => "override ",
        (_, _, IsFinal: false, IsVirtual: true) => "virtual ",
        _ => "",
    };

    private static bool Has(ICustomAttributeProvider provider, string attribute)
    {
        IList<CustomAttributeData> attributes = provider switch
        {
            MemberInfo member => member.GetCustomAttributesData(),
            ParameterInfo parameter => parameter.GetCustomAttributesData(),
            _ => [],
        };
        return attributes.Any(data => data.AttributeType.FullName == attribute);
    }
}
