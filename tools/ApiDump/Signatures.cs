using System.Reflection;

namespace ApiDump;

/// <summary>Parameter lists and return types.</summary>
internal static class Signatures
{
    public static string Parameters(MethodBase method)
    {
        string parameters = Parameters(method.GetParameters());
        return Modifiers.IsExtension(method) ? "this " + parameters : parameters;
    }

    public static string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Parameter));

    public static string Return(MethodInfo method)
    {
        ParameterInfo result = method.ReturnParameter;
        if (!method.ReturnType.IsByRef)
            return TypeNames.Of(method.ReturnType, result.CustomAttributes);
        return (Modifiers.IsReadOnly(result) ? "ref readonly " : "ref ") + TypeNames.Of(method.ReturnType.GetElementType()!, result.CustomAttributes);
    }

    private static string Parameter(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string words = (Modifiers.IsParams(parameter) ? "params " : "") + Passing(parameter);
        return $"{words}{TypeNames.Of(type, parameter.CustomAttributes)} {parameter.Name}{Default(parameter, type)}";
    }

    private static string Passing(ParameterInfo parameter) => parameter switch
    {
        { ParameterType.IsByRef: false } => "",
        { IsOut: true } => "out ",
        _ when Modifiers.IsReadOnly(parameter) => "in ",
        _ when Modifiers.IsRefReadOnly(parameter) => "ref readonly ",
        _ => "ref ",
    };

    private static string Default(ParameterInfo parameter, Type type) =>
        parameter.HasDefaultValue ? " = " + Literals.Of(parameter.RawDefaultValue, type) : parameter.IsOptional ? " = default" : "";
}
