using Peft.Adapters;
using static TorchSharp.torch;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>Measures what the model, its adapters and their training take at this moment. Prints as a table.</summary>
    /// <param name="optimizers">Those that train it.</param>
    public MemoryReport MeasureMemory(params optim.Optimizer[] optimizers) => MemoryReport.Of(Model, optimizers);

    /// <summary>The adapters of a model; null if it never had any.</summary>
    internal static PeftModel? Find(nn.Module model) => s_models.TryGetValue(model, out var peft) ? peft : null;

    /// <summary>What belongs to adapters.</summary>
    internal IEnumerable<Tensor> AdapterTensors => _adapters.Set.All.SelectMany(adapter =>
        adapter.Modules.SelectMany(module => module.parameters().Concat(module.buffers())).Concat(adapter.Trained.Copies));

    /// <summary>What is kept aside of the model's own.</summary>
    internal IEnumerable<Tensor> KeptTensors => _adapters.Set.All.SelectMany(adapter => adapter.Trained.Originals.Select(o => (Tensor)o.Parameter))
        .Concat(_sites.Values.Select(site => site.Stack.Layer.Store.Overwritten).OfType<Tensor>());

    /// <summary>What an adapter would take, found without attaching it or giving it values.</summary>
    internal AdapterSize SizeOf(PeftConfig config)
    {
        lock (_changing)
        {
            using var scope = NewDisposeScope();
            var prepared = Prepare(config, "size", unused => throw unused, Source.CompleteFile);
            IReadOnlyList<AdapterModule> modules = [.. prepared.Parts.Select(p => p.Adapter), .. prepared.OfModel is null ? [] : new[] { prepared.OfModel }];
            var parameters = modules.SelectMany(m => m.parameters()).Concat(prepared.Trained.Copies).ToList();
            var layers = prepared.Trained.Layers.Distinct().ToDictionary(path => path, _ => default(TrainedLayer));
            foreach (var (node, _, adapter) in prepared.Parts)
                layers[node.Path] = new(adapter.KeptNumbers, (adapter as OutputAdapter)?.Dropout ?? 0);
            var size = new AdapterSize(parameters.Concat(modules.SelectMany(m => m.buffers())).Sum(MemoryCount.BytesOf), [.. parameters.Select(p => (p.numel(), p.element_size()))], layers);
            ForgetPrepared(prepared);
            return size;
        }
    }

    /// <summary>What an adapter takes.</summary>
    /// <param name="Bytes">Its parameters and buffers.</param>
    /// <param name="Trained">The elements of each parameter, and the bytes of one.</param>
    /// <param name="Layers">The layers it trains, by path.</param>
    internal sealed record AdapterSize(long Bytes, IReadOnlyList<(long Elements, long ElementSize)> Trained, IReadOnlyDictionary<string, TrainedLayer> Layers);

    /// <summary>A layer that an adapter trains.</summary>
    /// <param name="KeptNumbers">See <see cref="Adapter.KeptNumbers"/>; 0 for a layer that is trained whole.</param>
    /// <param name="Dropout">The probability with which the adapter drops an input.</param>
    internal readonly record struct TrainedLayer(long KeptNumbers, double Dropout);
}
