using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Peft.Attachment;

/// <summary>One reference to a module somewhere in a model's objects: a field, an array or list element, or a dictionary value.</summary>
internal abstract class Slot(string description, Type declaredType)
{
    /// <summary>Where it is, for messages: <c>MyModel.fc1 (Linear)</c>.</summary>
    internal string Description { get; } = $"{description} ({declaredType.Name})";

    /// <summary>Whether an object may be stored there.</summary>
    internal bool Admits(object value) => declaredType.IsInstanceOfType(value);

    internal abstract void Set(object value);
}

internal sealed class FieldSlot(object owner, FieldInfo field)
    : Slot($"{owner.GetType().Name}.{ModuleTree.ReadableName(field.Name)}", field.FieldType)
{
    internal override void Set(object value) => field.SetValue(owner, value);
}

internal sealed class ListSlot(IList list, int index, Type elementType) : Slot($"element {index}", elementType)
{
    internal override void Set(object value) => list[index] = value;
}

/// <summary>An element of a list of tuples, as TorchSharp's ordered dictionaries keep them; the tuple is replaced whole.</summary>
internal sealed class TupleSlot(IList list, int index, int item) : Slot($"element {index}", list[index]!.GetType().GetGenericArguments()[item])
{
    internal override void Set(object value)
    {
        var old = (ITuple)list[index]!;
        var items = Enumerable.Range(0, old.Length).Select(i => i == item ? value : old[i]).ToArray();
        list[index] = Activator.CreateInstance(old.GetType(), items);
    }
}

internal sealed class DictionarySlot(IDictionary dictionary, object key, Type valueType) : Slot($"['{key}']", valueType)
{
    internal override void Set(object value) => dictionary[key] = value;
}
