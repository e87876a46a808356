using Peft.Adapters;
using Peft.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft;

/// <summary>Starts LoRA on a model that is quantised already from what quantisation lost.</summary>
public static class LoftQExtensions
{
    // Quantisation to four bits changes a weight by a tenth; from here on it is another one.
    private const double LargestError = 0.5;

    /// <summary>
    /// Replaces A and B of an adapter on quantised layers by the best rank r for what quantisation lost, s BA ≈ W − Ŵ: one iteration of LoftQ, layer by layer, with the original weights read from a checkpoint one at a time.
    /// PEFT's <c>replace_lora_weights_loftq</c>, which leaves out s.
    /// </summary>
    /// <remarks>
    /// Li et al., "LoftQ: LoRA-Fine-Tuning-Aware Quantization for Large Language Models", arXiv 2310.08659, algorithm 1. Unlike <see cref="LoraInit.LoftQ"/> it needs no full-precision model in memory, and the adapter is for
    /// the quantised model as it is. Layers that are not quantised keep their A and B.
    /// <code>
    /// using var model = LlamaForCausalLM.FromPretrained("Llama-2-7b-nf4");
    /// var peft = model.AddLora(o => o.TargetModules = ModuleTargets.AllLinear);
    /// peft.ReplaceWithLoftQ("Llama-2-7b-hf");
    /// </code>
    /// </remarks>
    /// <param name="peft">The model's adapters.</param>
    /// <param name="folder">The folder of the model that was quantised, with tensors named as the layers' paths.</param>
    /// <param name="name">The adapter: plain LoRA.</param>
    /// <param name="keep">Is told the path of a layer after its A and B were replaced, and says whether they stay so; for example whether the model's loss on some data has become smaller. Null: always.</param>
    /// <returns>For each layer that was replaced ‖W − Ŵ − s BA‖ / ‖W − Ŵ‖, by its path.</returns>
    /// <exception cref="AdapterStateException">There is no such adapter, an adapter is merged, or no layer of this one is quantised.</exception>
    /// <exception cref="PeftConfigException">The adapter is a variant of LoRA or has another start already, a rank is too large, or a weight is not the one that was quantised.</exception>
    /// <exception cref="KeyNotFoundException">The checkpoint lacks a layer's weight.</exception>
    public static IReadOnlyDictionary<string, double> ReplaceWithLoftQ(this PeftModel peft, string folder, string name = PeftModel.DefaultAdapter, Func<string, bool>? keep = null)
    {
        using var checkpoint = SafetensorsFolder.Open(folder);
        return peft.ReplaceWithLoftQ(path => checkpoint.Read(path + ".weight"), name, keep);
    }

    /// <inheritdoc cref="ReplaceWithLoftQ(PeftModel, string, string, Func{string, bool})"/>
    /// <param name="peft">The model's adapters.</param>
    /// <param name="original">Gives the weight of a layer (out, in) before it was quantised, by the layer's path.</param>
    /// <param name="name">The adapter: plain LoRA.</param>
    /// <param name="keep">Is told the path of a layer after its A and B were replaced, and says whether they stay so. Null: always.</param>
    public static IReadOnlyDictionary<string, double> ReplaceWithLoftQ(this PeftModel peft, Func<string, Tensor> original, string name = PeftModel.DefaultAdapter, Func<string, bool>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(peft);
        ArgumentNullException.ThrowIfNull(original);
        var parts = QuantizedParts(peft, name);
        using var noGrad = no_grad();
        var distances = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            using var scope = NewDisposeScope();
            var before = (A: part.Beginning.A.clone(), B: part.Beginning.B.clone());
            double distance = Replace(part, original(part.Path));
            if (keep?.Invoke(part.Path) != false)
                distances.Add(part.Path, distance);
            else
                part.Beginning.Fill(before.A, before.B);
        }
        return distances;
    }

    private static List<LoraLinear> QuantizedParts(PeftModel peft, string name)
    {
        var parts = peft.PartsOf(name).ToList();
        if (peft.IsMerged)
            throw new AdapterStateException(name, "an adapter is merged into the weights.", "Call Unmerge first.");
        if (parts.Any(p => p is not LoraLayer { Shift: null } || p is LoraLinear && p.GetType() != typeof(LoraLinear)))
            throw new PeftConfigException("LORA", [$"'{name}' is a variant of LoRA, or starts from a part of the weight."], "Add plain LoRA with Init = Default.");
        var quantized = parts.OfType<LoraLinear>().Where(p => p.Layer.IsQuantized).ToList();
        return quantized.Count > 0 ? quantized : throw new AdapterStateException(name, "it is on no quantised linear layer.", "Quantise the model before the adapter is added; for one that is quantised later there is Init = LoftQ.");
    }

    private static double Replace(LoraLinear part, Tensor original)
    {
        var start = part.Beginning;
        start.RequireRank(start.Rank, $"and LoftQ takes {start.Rank} singular values");
        var quantized = start.Weight;
        if (!original.shape.SequenceEqual(quantized.shape))
            throw new PeftConfigException("LORA", [$"the weight given for '{part.Path}' is [{string.Join(", ", original.shape)}], but what was quantised is [{string.Join(", ", quantized.shape)}]."], "Give the weights of the model that was quantised.");
        var weight = original.to(quantized.dtype, quantized.device);
        var lost = weight - quantized;
        double error = Ratio(lost.norm(), weight.norm());
        if (!(error < LargestError))
            throw new PeftConfigException("LORA", [$"the weight given for '{part.Path}' is not the one that was quantised: they differ by {error:P0}."], "Give the weights of the model that was quantised, each as (out, in).");
        var (u, s, vt) = linalg.svd(lost, fullMatrices: false);
        var root = s.narrow(0, 0, start.Rank).div(start.Scaling).sqrt();
        start.Fill(vt.narrow(0, 0, start.Rank).mul(root.unsqueeze(1)), u.narrow(1, 0, start.Rank).mul(root));
        return Ratio(s.narrow(0, start.Rank, s.shape[0] - start.Rank).norm(), s.norm());
    }

    private static double Ratio(Tensor part, Tensor whole) => whole.ToDouble() is var size and > 0 ? part.ToDouble() / size : 0;
}
