using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Attachment;

/// <summary>
/// Finds every reference to given modules in a model's objects: fields of modules (private and readonly ones too), arrays, lists,
/// dictionaries, TorchSharp's containers and registries, and objects of the user's own classes.
/// </summary>
internal sealed class SlotFinder
{
    private readonly Dictionary<Module, List<Slot>> _slots;
    private readonly HashSet<object> _visited = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Assembly> _assemblies;

    private SlotFinder(IEnumerable<ModuleNode> tree, IEnumerable<Module> wanted)
    {
        _slots = wanted.ToDictionary(m => m, _ => new List<Slot>(), (IEqualityComparer<Module>)ReferenceEqualityComparer.Instance);
        // Objects of these assemblies are walked into; the runtime's own are not.
        _assemblies = [typeof(Module).Assembly, .. tree.Select(n => n.Module.GetType().Assembly)];
    }

    internal static IReadOnlyDictionary<Module, List<Slot>> Find(IReadOnlyList<ModuleNode> tree, IEnumerable<Module> wanted)
    {
        var finder = new SlotFinder(tree, wanted);
        foreach (var node in tree)
            finder.VisitFields(node.Module);
        return finder._slots;
    }

    private void VisitFields(object owner)
    {
        if (!_visited.Add(owner))
            return;
        for (var type = owner.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsValueType && field.FieldType != typeof(string) && field.GetValue(owner) is object value)
                    Visit(value, () => new FieldSlot(owner, field));
            }
        }
    }

    private void Visit(object value, Func<Slot> slot)
    {
        if (value is Module module)
        {
            if (_slots.TryGetValue(module, out var slots))
                slots.Add(slot());
            else
                VisitFields(module);
        }
        else if (value is IDictionary dictionary)
            VisitDictionary(dictionary);
        else if (value is IList list)
            VisitList(list);
        else if (value is not Delegate and not TorchSharp.torch.Tensor && !value.GetType().IsValueType && _assemblies.Contains(value.GetType().Assembly))
            VisitFields(value);
    }

    private void VisitDictionary(IDictionary dictionary)
    {
        if (!_visited.Add(dictionary))
            return;
        var valueType = GenericArgument(dictionary, typeof(IDictionary<,>), 1);
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entry.Value is not null)
                Visit(entry.Value, () => new DictionarySlot(dictionary, entry.Key, valueType));
        }
    }

    private void VisitList(IList list)
    {
        if (!_visited.Add(list))
            return;
        var elementType = list.GetType().GetElementType() ?? GenericArgument(list, typeof(IList<>), 0);
        if (elementType.IsPrimitive)
            return;
        for (int i = 0; i < list.Count; i++)
        {
            int index = i;
            if (list[i] is ITuple tuple && tuple.GetType().IsValueType)
            {
                for (int item = 0; item < tuple.Length; item++)
                {
                    int part = item;
                    if (tuple[item] is object value)
                        Visit(value, () => new TupleSlot(list, index, part));
                }
            }
            else if (list[i] is object element)
                Visit(element, () => new ListSlot(list, index, elementType));
        }
    }

    private static Type GenericArgument(object collection, Type definition, int index) =>
        collection.GetType().GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GetGenericArguments()[index] ?? typeof(object);
}
