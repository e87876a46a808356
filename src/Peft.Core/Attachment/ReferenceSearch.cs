using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Module = TorchSharp.torch.nn.Module;
using Tensor = TorchSharp.torch.Tensor;

namespace Peft.Attachment;

/// <summary>Which objects can lead to a module, and through which fields.</summary>
internal static class ReferenceSearch
{
    private static readonly ConcurrentDictionary<Type, bool> s_looksInto = new();
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();

    /// <summary>
    /// Whether objects of a type are searched: those of the user's classes and TorchSharp's, and of the runtime's only collections and
    /// the like that were made for such objects. Not this library's, which point to what they adapt.
    /// </summary>
    internal static bool LooksInto(Type type) => s_looksInto.GetOrAdd(type, static t => Decide(t));

    /// <summary>Whether a type is the runtime's and not the user's.</summary>
    internal static bool IsRuntime(Type type) => type.Assembly.GetName().Name is string name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    internal static bool IsSet(Type type) => TypeArgument(type, typeof(ISet<>), 0) != typeof(object) || TypeArgument(type, typeof(IReadOnlySet<>), 0) != typeof(object);

    /// <summary>The instance fields of a type and its bases through which a module may be reached.</summary>
    internal static IReadOnlyList<FieldInfo> Fields(Type type) => s_fields.GetOrAdd(type, static t => [.. AllFields(t).Where(f => MayHold(f.FieldType))]);

    /// <summary>A type argument of a generic interface that a type implements; <see cref="object"/> if it does not.</summary>
    internal static Type TypeArgument(Type type, Type definition, int index) =>
        type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GetGenericArguments()[index] ?? typeof(object);

    private static IEnumerable<FieldInfo> AllFields(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
        }
    }

    // By its declared type: what is not sealed may hold an object of another type.
    private static bool MayHold(Type declared) => LooksInto(declared) || (!declared.IsValueType && !declared.IsSealed && !declared.IsAssignableTo(typeof(Tensor)));

    private static bool Decide(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || type.IsAssignableTo(typeof(Tensor)) || type.Assembly == typeof(ReferenceSearch).Assembly)
            return false;
        if (type.IsAssignableTo(typeof(Module)) || type.IsAssignableTo(typeof(Delegate)))
            return true;
        if (type.IsArray)
            return MayHold(type.GetElementType()!);
        if (!IsRuntime(type))
            return !type.IsValueType || HasReferences(type);
        return type.IsGenericType ? type.GetGenericArguments().Any(MayHold) : type.IsAssignableTo(typeof(IList)) || type.IsAssignableTo(typeof(IDictionary));
    }

    private static bool HasReferences(Type type) =>
        !type.IsValueType || (!type.IsPrimitive && !type.IsEnum && AllFields(type).Any(f => HasReferences(f.FieldType)));
}
