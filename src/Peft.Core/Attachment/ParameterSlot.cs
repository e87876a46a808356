using System.Reflection;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Attachment;

/// <summary>
/// Where a module keeps one of its parameters: the registry, from which <c>parameters()</c>, <c>state_dict()</c> and <c>to()</c> read, and
/// the private field (of a native layer the property) from which its <c>forward</c> reads.
/// </summary>
internal sealed class ParameterSlot
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly FieldInfo s_registry = typeof(Module).GetField("_internal_params", Instance)!;

    private readonly Module _module;
    private readonly string _name;
    private readonly FieldInfo? _field;
    private readonly PropertyInfo? _property;

    private ParameterSlot(Module module, string name, FieldInfo? field, PropertyInfo? property) => (_module, _name, _field, _property) = (module, name, field, property);

    /// <summary>The parameter, or buffer, that the module is registered with.</summary>
    internal Tensor Value => _module.get_parameter(_name) ?? _module.get_buffer(_name)!;

    /// <summary>The slot of a parameter; null if the module does not keep it where another can be put.</summary>
    internal static ParameterSlot? Find(Module module, string name)
    {
        for (var type = module.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            var field = type.GetFields(Instance | BindingFlags.DeclaredOnly)
                .FirstOrDefault(f => typeof(Tensor).IsAssignableFrom(f.FieldType) && (f.Name == "_" + name || ModuleTree.ReadableName(f.Name) == name || f.ComponentName() == name));
            if (field is not null)
                return new ParameterSlot(module, name, field, null);
        }
        var property = module.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public);
        return property is { CanWrite: true } && property.PropertyType.IsAssignableFrom(typeof(Parameter)) ? new ParameterSlot(module, name, null, property) : null;
    }

    /// <summary>Makes another parameter the module's own; the old one is neither disposed nor changed.</summary>
    internal void Replace(Parameter value)
    {
        _field?.SetValue(_module, value);
        _property?.SetValue(_module, value);
        Register(value);
    }

    /// <summary>Lets <c>forward</c> compute with another tensor, while the registry keeps the module's own.</summary>
    internal void Shadow(Parameter value)
    {
        _field?.SetValue(_module, value);
        if (_property is null)
            return;
        // The property registers what it is given.
        var own = (Parameter)Value;
        _property.SetValue(_module, value);
        Register(own);
    }

    /// <summary>Lets <c>forward</c> compute with the module's own again.</summary>
    internal void Unshadow()
    {
        _field?.SetValue(_module, Value);
        _property?.SetValue(_module, Value);
    }

    private void Register(Parameter value) => ((OrderedDict<string, Parameter>)s_registry.GetValue(_module)!)[_name] = value;
}
