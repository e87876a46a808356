using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>A list of layers some of which have the same parameters, as have those of another list. TorchSharp moves and converts each parameter once and disposes it: here the others get what it became.</summary>
/// <typeparam name="T">The type of the layers.</typeparam>
internal sealed class RepeatedLayers<T> : ModuleList<T>
    where T : nn.Module
{
    // A delegate, since a module in a field would be registered as a child.
    private readonly Func<nn.Module> _source;

    /// <param name="layers">New layers with the parameters of those of the source.</param>
    /// <param name="source">The list that they are taken from, which is elsewhere.</param>
    internal RepeatedLayers(T[] layers, nn.Module source)
        : base(layers)
    {
        _source = () => source;
        LayerFactory.Settle(this, source.parameters().First().device);
    }

    protected override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        _toEpilog(deviceType, deviceIndex, non_blocking);
        return this;
    }

    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        var shared = Slots().GroupBy(slot => slot.Value, ReferenceEqualityComparer.Instance).Select(slots => (First: slots.First(), Others: slots.Skip(1).ToList())).ToList();
        foreach (var slot in shared.SelectMany(group => group.Others))
            slot.Replace(new Parameter(empty(0)));
        base._toEpilog(dtype, device, non_blocking);
        foreach (var (first, others) in shared)
        {
            foreach (var slot in others)
            {
                using var placeholder = slot.Value;
                slot.Replace((Parameter)first.Value);
            }
        }
    }

    // Of this list first: what is elsewhere is not moved.
    private IEnumerable<ParameterSlot> Slots() =>
        from module in ModuleTree.Walk(this).Concat(ModuleTree.Walk(_source())).Select(node => node.Module)
        from parameter in module.named_parameters(recurse: false)
        let slot = ParameterSlot.Find(module, parameter.name)
        where slot is not null
        select slot;
}
