using System.Collections;
using System.Reflection;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Attachment;

/// <summary>One reference to a module somewhere in a model's objects.</summary>
/// <param name="owner">The module in whose objects it is.</param>
/// <param name="place">Where it is, for messages: <c>MyModel.blocks[0]</c>.</param>
/// <param name="declaredType">The type of what may stand there.</param>
internal abstract class Slot(Module owner, string place, Type declaredType)
{
    internal Module Owner { get; } = owner;

    /// <summary>The place and its type, for messages: <c>MyModel.fc1 (Linear)</c>.</summary>
    internal string Description => $"{place} ({ReadableType(declaredType)})";

    /// <summary>Whether it is in the list of children that TorchSharp keeps beside the fields.</summary>
    internal bool IsRegistry => place.Contains("._internal_submodules", StringComparison.Ordinal);

    /// <summary>Whether an object of a type may be stored there.</summary>
    internal virtual bool Admits(Type type) => declaredType.IsAssignableFrom(type);

    /// <summary>Puts one object in the place of another; nothing if there is a third one by now.</summary>
    internal void Exchange(object from, object to)
    {
        if (ReferenceEquals(Get(), from))
            Set(to);
    }

    internal abstract object? Get();

    internal abstract void Set(object? value);

    private static string ReadableType(Type type)
    {
        int arity = type.Name.IndexOf('`');
        return arity < 0 ? type.Name : $"{type.Name[..arity]}<{string.Join(", ", type.GetGenericArguments().Select(ReadableType))}>";
    }
}

/// <summary>A field of an object, readonly or not.</summary>
internal sealed class FieldSlot(Module owner, string place, object target, FieldInfo field) : Slot(owner, place, field.FieldType)
{
    internal override object? Get() => field.GetValue(target);

    internal override void Set(object? value) => field.SetValue(target, value);
}

/// <summary>A field of a tuple or another struct that is itself in a slot.</summary>
internal sealed class StructFieldSlot(Module owner, string place, Slot container, FieldInfo field) : Slot(owner, place, field.FieldType)
{
    internal override object? Get() => container.Get() is { } value ? field.GetValue(value) : null;

    internal override void Set(object? value)
    {
        if (container.Get() is not { } copy)
            return;
        field.SetValue(copy, value);
        container.Set(copy);
    }
}

/// <summary>An element of an array or list.</summary>
internal sealed class ElementSlot(Module owner, string place, IList list, int index, Type elementType) : Slot(owner, place, elementType)
{
    internal override object? Get() => index < list.Count ? list[index] : null;

    internal override void Set(object? value) => list[index] = value;
}

/// <summary>A value of a dictionary.</summary>
internal sealed class DictionarySlot(Module owner, string place, IDictionary dictionary, object key, Type valueType) : Slot(owner, place, valueType)
{
    internal override object? Get() => dictionary[key];

    internal override void Set(object? value) => dictionary[key] = value;
}

/// <summary>A reference that cannot be changed: the target of a delegate, an element of a set.</summary>
internal sealed class FixedSlot(Module owner, string place, object value) : Slot(owner, place, value.GetType())
{
    internal override bool Admits(Type type) => false;

    internal override object Get() => value;

    internal override void Set(object? value) => throw new NotSupportedException($"{Description} cannot be changed.");
}
