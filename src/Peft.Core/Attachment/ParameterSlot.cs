using System.Reflection;
using TorchSharp.Modules;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Attachment;

/// <summary>
/// The private field from which a TorchSharp layer's <c>forward</c> reads a parameter. Another tensor can be put there for a while; the
/// registry, and so <c>parameters()</c> and <c>state_dict()</c>, keep the layer's own.
/// </summary>
internal sealed class ParameterSlot
{
    private readonly Module _module;
    private readonly FieldInfo _field;

    private ParameterSlot(Module module, FieldInfo field) => (_module, _field) = (module, field);

    internal static ParameterSlot? Find(Module module, string name)
    {
        for (var type = module.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            var field = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .FirstOrDefault(f => typeof(TorchSharp.torch.Tensor).IsAssignableFrom(f.FieldType) && (f.Name == "_" + name || ModuleTree.ReadableName(f.Name) == name));
            if (field is not null)
                return new ParameterSlot(module, field);
        }
        return null;
    }

    internal TorchSharp.torch.Tensor? Value => (TorchSharp.torch.Tensor?)_field.GetValue(_module);

    internal void Set(Parameter value) => _field.SetValue(_module, value);

    internal void Restore(TorchSharp.torch.Tensor value) => _field.SetValue(_module, value);
}
