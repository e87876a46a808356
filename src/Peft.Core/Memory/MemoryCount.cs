using System.Reflection;
using Peft.Adapters;
using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft;

/// <summary>Counts the bytes of tensors, each once however many objects stand for it.</summary>
internal sealed class MemoryCount
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly HashSet<nint> _seen = [];

    internal static MemoryUse Of(nn.Module model, params IReadOnlyList<optim.Optimizer> optimizers)
    {
        using var scope = NewDisposeScope();
        var count = new MemoryCount();
        var (peft, tree) = (PeftModel.Find(model), ModuleTree.Walk(model));
        var modules = tree.Select(node => node.Module).ToList();
        var adapters = peft?.AdapterTensors.ToList() ?? [];
        // A quantised layer shows its weight as buffers, which are counted with the weight.
        var own = modules.SelectMany(module => module.named_parameters(recurse: false).Select(p => (Tensor)p.parameter).Concat(module is IQuantizedLayer ? [] : module.named_buffers(recurse: false).Select(b => b.buffer)))
            .Concat(peft?.KeptTensors ?? []).ToList();
        long adapterBytes = count.Bytes(adapters);
        return new MemoryUse
        {
            Adapters = adapterBytes,
            Weights = count.Bytes(own),
            QuantizedWeights = modules.OfType<IQuantizedLayer>().Select(layer => layer.QuantizedWeight).Distinct().Sum(weight => weight.ByteCount),
            Gradients = count.Bytes(adapters.Concat(own).Select(tensor => tensor.grad).OfType<Tensor>()),
            OptimizerStates = optimizers.Sum(count.StatesInMemory),
            PagedOptimizerStates = optimizers.OfType<IOptimizerMemory>().Sum(optimizer => optimizer.PagedBytes),
        };
    }

    internal static long BytesOf(Tensor tensor) => tensor.numel() * tensor.element_size();

    private long Bytes(IEnumerable<Tensor> tensors) => tensors.Where(tensor => _seen.Add(SharedParameters.Identity(tensor))).Sum(BytesOf);

    private long StatesInMemory(optim.Optimizer optimizer) => optimizer switch
    {
        IOptimizerMemory known => known.StateBytes - known.PagedBytes,
        OptimizerHelper other => Bytes(other.state_dict().State.Where(state => state is not null).SelectMany(FieldsOf)),
        _ => 0,
    };

    private static IEnumerable<Tensor> FieldsOf(object state) => state.GetType().GetFields(Instance)
        .Where(field => typeof(Tensor).IsAssignableFrom(field.FieldType) && !typeof(Parameter).IsAssignableFrom(field.FieldType))
        .Select(field => (Tensor?)field.GetValue(state)).OfType<Tensor>().Where(tensor => !tensor.IsInvalid);
}
