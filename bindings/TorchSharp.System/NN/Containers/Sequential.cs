using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules that are called one after another. Each intermediate result is disposed once the next module has used it.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<nn.IModule<Tensor, Tensor>> _modules = [];
    private readonly List<string> _names = [];

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : this()
    {
        foreach (var (name, module) in modules)
            append(name, module);
    }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules) : this()
    {
        foreach (var module in modules)
            append(module);
    }

    internal Sequential() : base(nameof(Sequential)) { }

    public int Count => _modules.Count;

    [IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => _modules[index];

    /// <summary>A slice that shares the modules.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

    /// <summary>A slice that shares the modules.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[Range index]
    {
        get
        {
            int start = index.Start.GetOffset(Count), end = index.End.GetOffset(Count);
            if (start < 0 || start > Count)
                throw new IndexOutOfRangeException($"{start} is not a valid index.");
            if (end < 0 || end > Count)
                throw new IndexOutOfRangeException($"{end} is not a valid index.");
            var slice = new Sequential();
            for (int i = start; i < end; i++)
                slice.append(_names[i], _modules[i]);
            return slice;
        }
    }

    public Sequential append(nn.IModule<Tensor, Tensor> module) => append(Count.ToString(), module);

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        _modules.Add(module);
        _names.Add(name);
        return this;
    }

    public override Tensor forward(Tensor tensor)
    {
        if (Count == 0)
            return tensor.alias();
        var result = _modules[0].call(tensor);
        for (int i = 1; i < Count; i++)
        {
            using var intermediate = result;
            result = _modules[i].call(intermediate);
        }
        return result;
    }

    public override nn.Module apply(Action<nn.Module> fn)
    {
        foreach (var (_, module) in named_children())
            module.apply(fn);
        fn(this);
        return this;
    }

    public override IEnumerable<(string name, nn.Module module)> named_children()
    {
        for (int i = 0; i < Count; i++)
            yield return (_names[i], (nn.Module)_modules[i]);
    }

    public override IEnumerable<(string name, nn.Module module)> named_modules() => Containers.Descendants(named_children());

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        recurse ? Containers.Distinct(named_children(), module => module.named_parameters()) : [];

    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true) =>
        recurse ? Containers.Distinct(named_children(), module => module.named_buffers(true, include_persistent)) : [];

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => Each(module => module._to(dtype, non_blocking));

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => Each(module => module._to(device, dtype, non_blocking));

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
        Each(module => module._to(deviceType, deviceIndex, non_blocking));

    private Sequential Each(Action<nn.Module> action)
    {
        foreach (var (_, module) in named_children())
            action(module);
        return this;
    }
}
