using System.Reflection;

namespace ApiDump;

/// <summary>The where clauses of generic types and methods.</summary>
internal static class Constraints
{
    /// <summary>A nested type repeats its outer type's parameters; only its own are constrained here.</summary>
    public static string Of(Type type) =>
        type.IsGenericTypeDefinition ? Clauses(type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0)) : "";

    public static string Of(MethodInfo method) => method.IsGenericMethodDefinition ? Clauses(method.GetGenericArguments()) : "";

    private static string Clauses(IEnumerable<Type> parameters) => string.Concat(parameters.Select(Clause));

    private static string Clause(Type parameter)
    {
        string constraints = string.Join(", ", On(parameter));
        return constraints.Length > 0 ? $" where {parameter.Name} : {constraints}" : "";
    }

    private static IEnumerable<string> On(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            yield return "class";
        if (Modifiers.IsUnmanaged(parameter))
            yield return "unmanaged";
        else if (isStruct)
            yield return "struct";
        foreach (string name in parameter.GetGenericParameterConstraints().Where(each => each != typeof(ValueType)).Select(TypeNames.Of).Order(StringComparer.Ordinal))
            yield return name;
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            yield return "new()";
        if (attributes.HasFlag(GenericParameterAttributes.AllowByRefLike))
            yield return "allows ref struct";
    }
}
