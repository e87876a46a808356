using System.Reflection;

namespace ApiDump;

/// <summary>The lines of the members that one type declares, written under the name of that type or of one derived from it.</summary>
internal static class MemberLines
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private const BindingFlags All = Instance | BindingFlags.Static;

    public static IEnumerable<string> Of(Type type, string name, bool flat, bool inherited)
    {
        IEnumerable<string?> constructors = inherited ? [] : type.GetConstructors(Instance).Select(each => OfConstructor(each, name));
        return constructors
            .Concat(type.GetFields(All).Select(each => OfField(each, name)))
            .Concat(type.GetProperties(All).SelectMany(each => OfProperty(each, name, flat)))
            .Concat(type.GetEvents(All).Select(each => OfEvent(each, name, flat)))
            .Concat(type.GetMethods(All).Select(each => OfMethod(each, name, flat, inherited)))
            .OfType<string>();
    }

    private static string? OfConstructor(ConstructorInfo constructor, string name)
    {
        Type type = constructor.DeclaringType!;
        return Visibility.WordsOf(constructor, type) is { } words
            ? $"{Modifiers.Obsolete(constructor)}{words}{name}.{TypeNames.Simple(type)}({Signatures.Parameters(constructor)}) -> void"
            : null;
    }

    private static string? OfField(FieldInfo field, string name)
    {
        if (field.Name.Contains('<') || Visibility.WordsOf(field) is not { } words)
            return null;
        words = Modifiers.Obsolete(field) + words;
        string type = TypeNames.Of(field.FieldType, field.CustomAttributes);
        return field.IsLiteral
            ? $"{words}const {name}.{field.Name} = {Literals.Of(field.GetRawConstantValue(), field.FieldType)} -> {type}"
            : $"{words}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{name}.{field.Name} -> {type}";
    }

    private static IEnumerable<string> OfProperty(PropertyInfo property, string name, bool flat)
    {
        ParameterInfo[] index = property.GetIndexParameters();
        string member = index.Length > 0 ? $"{name}.this[{Signatures.Parameters(index)}]" : $"{name}.{property.Name}";
        string type = TypeNames.Of(property.PropertyType, property.CustomAttributes);
        foreach (MethodInfo accessor in property.GetAccessors(nonPublic: true))
        {
            if (Visibility.WordsOf(accessor, property.DeclaringType!) is not { } words)
                continue;
            string verb = accessor == property.GetMethod ? "get" : IsInit(accessor) ? "init" : "set";
            yield return $"{Modifiers.Obsolete(property)}{words}{Modifiers.Of(accessor, property.DeclaringType!, flat)}{member}.{verb} -> {type}";
        }
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Any(each => each.Name == "IsExternalInit");

    private static string? OfEvent(EventInfo @event, string name, bool flat)
    {
        Type type = @event.DeclaringType!;
        return Visibility.WordsOf(@event.AddMethod, type) is { } words
            ? $"{Modifiers.Obsolete(@event)}{words}{Modifiers.Of(@event.AddMethod!, type, flat)}event {name}.{@event.Name} -> {TypeNames.Of(@event.EventHandlerType!, @event.CustomAttributes)}"
            : null;
    }

    private static string? OfMethod(MethodInfo method, string name, bool flat, bool inherited)
    {
        Type type = method.DeclaringType!;
        if (method.Name.Contains('<') || Visibility.WordsOf(method, type) is not { } words)
            return null;
        if (method.IsSpecialName && !Operators.IsOperator(method))
            return null;
        if (IsFinalizer(method))
            return inherited ? null : $"{name}.~{TypeNames.Simple(type)}() -> void";
        string generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(each => each.Name))}>" : "";
        return $"{Modifiers.Obsolete(method)}{words}{Modifiers.Of(method, type, flat)}{name}.{Operators.NameOf(method)}{generic}"
            + $"({Signatures.Parameters(method)}) -> {Signatures.Return(method)}{Constraints.Of(method)}";
    }

    private static bool IsFinalizer(MethodInfo method) => method.Name == "Finalize" && method.GetParameters().Length == 0 && Visibility.IsOverride(method);
}
