using Peft.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>
/// One of the two projections of TorchSharp's <see cref="TorchSharp.Modules.MultiheadAttention"/>, which computes with both by itself and keeps them where no other can be put. After its own
/// forward a hook computes again with the projections that the adapters make.
/// </summary>
internal sealed class AttentionSite : Site
{
    private readonly Attention _attention;
    private readonly string _stackName;
    private readonly Module? _stackOwner;

    internal AttentionSite(string path, AdapterStack stack, IReadOnlyList<Slot> slots, IReadOnlyList<Module> enclosing, IEnumerable<Site> others)
        : base(path, stack, slots)
    {
        var module = (MultiheadAttention)stack.Layer.Module;
        _attention = others.OfType<AttentionSite>().FirstOrDefault(s => s._attention.Module == module)?._attention ?? new Attention(module, ModulePath);
        _attention.Add(this);
        _stackName = path.Replace('.', '_') + "_adapters";
        _stackOwner = enclosing.FirstOrDefault(m => SealedSite.Registers(m, _stackName, stack));
    }

    internal override SiteStrategy Strategy => SiteStrategy.Hook;

    internal override bool Reached => _attention.Reached;

    internal override string Mend => "Invoke the attention through call; invoked through forward, no hook of ours runs.";

    internal override void Detach()
    {
        _attention.Dispose();
        _stackOwner?.register_module(_stackName, null!);
        Stack.Dispose();
    }

    /// <summary>The projection with what acts; the module's own if nothing does.</summary>
    private Tensor Projection(out bool changed)
    {
        if (!Stack.TryGetEffectiveWeight(out var weight))
            throw new AdapterStateException(Stack.Names, $"it cannot act on '{Path}', which changes as a whole: it drops inputs, or acts on some rows only.", "Set dropout to 0, and choose the same adapters for all rows.");
        changed = weight is not null;
        return weight ?? Stack.Layer.Weight;
    }

    /// <summary>The hook that both projections share.</summary>
    private sealed class Attention : IDisposable
    {
        private readonly AttentionShape _shape;
        private readonly IDisposable _hook;
        private readonly Dictionary<string, AttentionSite> _sites = [];

        internal Attention(MultiheadAttention module, string path)
        {
            (Module, _shape) = (module, AttentionShape.Find(module, path));
            _hook = ModuleHooks.Of(module.register_forward_hook((_, q, k, v, padding, needWeights, mask, y) => Apply(new AttentionInputs(q, k, v, padding, needWeights, mask), y)));
        }

        internal MultiheadAttention Module { get; }

        internal bool Reached { get; private set; }

        internal void Add(AttentionSite site) => _sites.Add(site.Stack.Layer.WeightName, site);

        public void Dispose() => _hook.Dispose();

        private Tuple<Tensor, Tensor> Apply(AttentionInputs inputs, Tuple<Tensor, Tensor> own)
        {
            Reached = true;
            using var scope = NewDisposeScope();
            var projections = _sites["in_proj_weight"].Projection(out bool first);
            var output = _sites["out_proj.weight"].Projection(out bool second);
            if (!first && !second)
                return null!;
            var (result, weights) = _shape.Compute(inputs, projections, output);
            own.Item1.Dispose();
            if (weights is not null)
                own.Item2.Dispose();
            return Tuple.Create(result.MoveToOuterDisposeScope(), weights?.MoveToOuterDisposeScope() ?? own.Item2);
        }
    }
}
