using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>A <see cref="ModuleDict{T}"/> that <c>to()</c> converts: TorchSharp's own looks for a property of each name, finds two indexers, and throws.</summary>
internal sealed class ConvertibleDict<T> : ModuleDict<T>
    where T : Module
{
    internal ConvertibleDict(params (string Name, T Module)[] modules)
    {
        foreach (var (name, module) in modules)
            Add(name, module);
        RegisterComponents();
    }

    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        foreach (var (_, child) in ((Module)this).named_children())
        {
            if (dtype is { } type)
                child.to(type, non_blocking);
            if (device is not null)
                child.to(device, non_blocking);
        }
    }
}
