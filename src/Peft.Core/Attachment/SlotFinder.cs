using System.Collections;
using System.Reflection;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Attachment;

/// <summary>
/// Finds every reference to the modules of a model in the model's objects: fields (private and readonly ones too), arrays, lists,
/// dictionaries, tuples, lambdas, TorchSharp's containers and registries, and objects of the user's own classes.
/// </summary>
internal sealed class SlotFinder
{
    private readonly Dictionary<Module, List<Slot>> _slots;
    private readonly List<string> _unregistered = [];
    private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);
    private Module _owner;

    private SlotFinder(IReadOnlyList<ModuleNode> tree)
    {
        _slots = tree.ToDictionary(n => n.Module, _ => new List<Slot>(), (IEqualityComparer<Module>)ReferenceEqualityComparer.Instance);
        _owner = tree[0].Module;
    }

    /// <summary>The references to each module of a tree, each with the module in whose objects it is.</summary>
    internal static IReadOnlyDictionary<Module, List<Slot>> Find(IReadOnlyList<ModuleNode> tree) => Search(tree)._slots;

    /// <summary>Where there are layers with a weight that are not in the tree, since nobody registered them.</summary>
    internal static IReadOnlyList<string> FindUnregistered(IReadOnlyList<ModuleNode> tree) => Search(tree)._unregistered;

    private static SlotFinder Search(IReadOnlyList<ModuleNode> tree)
    {
        var finder = new SlotFinder(tree);
        foreach (var node in tree)
            finder.VisitOwner(node.Module);
        return finder;
    }

    private void VisitOwner(Module owner)
    {
        // What two modules share is visited from both, so that both are known as owners.
        _visited.Clear();
        _owner = owner;
        VisitFields(owner, owner.GetType().Name, null);
    }

    private void Visit(object? value, string place, Func<Slot> slot)
    {
        if (value is Module module && _slots.TryGetValue(module, out var slots))
            slots.Add(slot());
        else if (value is Delegate function)
            VisitTargets(function, place);
        else if (value is null || !ReferenceSearch.LooksInto(value.GetType()))
            return;
        else if (value is ValueType)
            VisitFields(value, place, slot());
        else if (_visited.Add(value))
        {
            if (value is Module unregistered && Adapters.BaseLayer.TryCreate(unregistered) is not null)
                _unregistered.Add(slot().Description);
            VisitObject(value, place);
        }
    }

    private void VisitObject(object value, string place)
    {
        bool isPlain = value is Array || ReferenceSearch.IsRuntime(value.GetType());
        if (isPlain && value is IDictionary { IsReadOnly: false } dictionary)
            VisitDictionary(dictionary, place);
        else if (isPlain && value is IList { IsReadOnly: false } list)
            VisitList(list, place);
        else if (isPlain && ReferenceSearch.IsSet(value.GetType()))
            VisitSet((IEnumerable)value, place);
        else
            VisitFields(value, place, null);
    }

    // The fields of a struct are changed through the slot that the struct is in.
    private void VisitFields(object target, string place, Slot? container)
    {
        var owner = _owner;
        foreach (var field in ReferenceSearch.Fields(target.GetType()))
        {
            string name = $"{place}.{ModuleTree.ReadableName(field.Name)}";
            Visit(field.GetValue(target), name, () => container is null ? new FieldSlot(owner, name, target, field) : new StructFieldSlot(owner, name, container, field));
        }
    }

    private void VisitDictionary(IDictionary dictionary, string place)
    {
        var owner = _owner;
        var valueType = ReferenceSearch.TypeArgument(dictionary.GetType(), typeof(IDictionary<,>), 1);
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = $"{place}['{entry.Key}']";
            Visit(entry.Value, name, () => new DictionarySlot(owner, name, dictionary, entry.Key, valueType));
        }
    }

    private void VisitList(IList list, string place)
    {
        var owner = _owner;
        var elementType = list.GetType().GetElementType() ?? ReferenceSearch.TypeArgument(list.GetType(), typeof(IList<>), 0);
        for (int i = 0; i < list.Count && list is not Array { Rank: > 1 }; i++)
        {
            int index = i;
            string name = $"{place}[{index}]";
            Visit(list[index], name, () => new ElementSlot(owner, name, list, index, elementType));
        }
    }

    private void VisitSet(IEnumerable set, string place)
    {
        var owner = _owner;
        foreach (object? element in set)
            Visit(element, place, () => new FixedSlot(owner, place, element!));
    }

    // A lambda's target is the object with its captured variables, a method group's is the object that it was taken from.
    private void VisitTargets(Delegate function, string place)
    {
        var owner = _owner;
        foreach (object target in function.GetInvocationList().Select(f => f.Target).OfType<object>().Where(t => t != owner))
            Visit(target, place, () => new FixedSlot(owner, place, target));
    }
}
