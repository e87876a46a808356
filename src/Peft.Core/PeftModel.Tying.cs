using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>
    /// Takes all but one of the layers that share a weight out of the targets, whichever of them were named: the embedding has a part of its own, and the others' are made out of it.
    /// </summary>
    private List<TiedLayer> Tie(List<(ModuleNode Node, BaseLayer Layer)> targets, PeftConfig config)
    {
        var tied = new List<TiedLayer>();
        var shared = new SharedParameters(_tree);
        foreach (var weight in targets.Select(t => t.Layer.Store.Parameter).OfType<Tensor>().DistinctBy(SharedParameters.Identity).ToList())
        {
            var users = shared.UsersOf(weight).ToHashSet();
            var layers = _tree.Where(n => users.Contains(n.Path)).Select(n => (Node: n, Layer: LayerAt(n, config)!)).ToList();
            if (layers.Count < 2 || layers.Find(l => l.Layer.Kind == LayerKind.Embedding) is not { Node: not null } source)
                continue;
            int first = targets.FindIndex(t => users.Contains(t.Node.Path));
            targets.RemoveAll(t => users.Contains(t.Node.Path));
            targets.Insert(first, source);
            tied.AddRange(layers.Where(l => l != source).Select(l => new TiedLayer(l.Node, l.Layer, source.Node)));
        }
        return tied;
    }

    // Every use of each parameter that several layers share has one copy.
    private List<TrainedParameter> Tie(List<TrainedParameter> trained)
    {
        var uses = Uses(tied: true).ToLookup(u => SharedParameters.Identity(u.Owner.get_parameter(u.Name)!));
        return [.. trained.GroupBy(p => SharedParameters.Identity(p.Owner.get_parameter(p.Name)!)).Select(group => group.First() is var first && uses[group.Key].Count() == 1 ? first
            : first with { Tied = [.. uses[group.Key].Select(u => new TrainedParameter($"{u.Node.Path}.{u.Name}", u.Node.Path, u.Owner, u.Name)).Where(u => u.Layer != first.Layer)] })];
    }

    /// <summary>The parameters of all modules; those that a layer computes with although they are another's, too, if that is asked for.</summary>
    private IEnumerable<(ModuleNode Node, Module Owner, string Name)> Uses(bool tied) => _tree.SelectMany(node =>
        node.Module.named_parameters(recurse: false).Select(p => (node, node.Module, p.name))
            .Concat(tied && node.Module is ITiedLayer { WeightOwner: var owner } && owner.get_parameter("weight") is not null ? [(node, owner, "weight")] : []));

    private static void CheckTies(PreparedAdapter prepared, Action<PeftException> unused)
    {
        if (!prepared.Config.NeedsTies || prepared.Trained.IsTied)
            return;
        if (!prepared.Parts.Select(p => p.Layer.Store.Parameter).OfType<Tensor>().GroupBy(SharedParameters.Identity).Any(users => users.Count() > 1))
        {
            unused(new PeftConfigException(prepared.Config.PeftType, ["EnsureWeightTying is true, but nothing that the adapter changes or trains is shared by several layers."],
                "Remove it, or tie the layers before the adapter is added, as in head.weight = embedding.weight."));
        }
    }

    private sealed record TiedLayer(ModuleNode Node, BaseLayer Layer, ModuleNode Source);
}
