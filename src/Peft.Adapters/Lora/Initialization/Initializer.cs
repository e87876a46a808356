using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>One way to start LoRA's A and B. All are in the table <see cref="Initializers"/>.</summary>
internal abstract class Initializer
{
    private static readonly DefaultInitializer s_default = new();

    /// <summary>PEFT's word for it in <c>init_lora_weights</c>; null for those that PEFT writes as true or false.</summary>
    internal virtual string? Word => null;

    /// <summary>What the layer's weight is shifted by, so that the layer starts as it was although BA does not start at zero.</summary>
    internal virtual ShiftOrigin Shift => ShiftOrigin.None;

    /// <summary>Whether it is for linear layers alone.</summary>
    internal virtual bool LinearOnly => true;

    /// <summary>Whether B stays as it starts.</summary>
    internal virtual bool FreezesB => false;

    /// <summary>Adds a sentence for everything in a configuration that does not go with it.</summary>
    internal virtual void Validate(LoraConfig config, ICollection<string> failures)
    {
    }

    /// <summary>Fails if it is not for this kind of layer.</summary>
    internal void Check(BaseLayer layer, string path)
    {
        if (LinearOnly && layer.Kind != LayerKind.Linear)
            throw new PeftConfigException("LORA", [$"init_lora_weights is '{Word}', which is for linear layers, but '{path}' is of kind {layer.Kind}."], "Exclude this layer, or give it an adapter of its own with another initialisation.");
    }

    /// <summary>Fills A and B.</summary>
    /// <returns>What the weight is shifted by, or null.</returns>
    internal abstract WeightShift? Start(LoraStart start);

    /// <summary>Finds the shift of an adapter whose A and B come from a file. If that may lack one of them, BA starts at zero, unless there is a shift to make up for.</summary>
    internal WeightShift? Restore(LoraStart start, bool complete) => Shift switch
    {
        ShiftOrigin.None => complete ? null : s_default.Start(start),
        ShiftOrigin.Weight => Start(start with { ToLoad = true }),
        _ => throw new PeftConfigException("LORA",
            [$"init_lora_weights is '{Word}': Python changed the base model's weights when it started this adapter, by something that neither the file nor the original weights tell."],
            "Load the base model that Python saved with the adapter and say so with LoadOptions.Configure = c => ((LoraConfig)c).Init = LoraInit.Default; or save the adapter in Python with path_initial_model_for_weight_conversion."),
    };
}

/// <summary>What the shift of a weight is computed from, and so where it can be found again.</summary>
internal enum ShiftOrigin
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The weight alone: whoever has the weight has the shift.</summary>
    Weight,

    /// <summary>Data or chance as well: only who started the adapter has it.</summary>
    Data,
}

/// <summary>What an initialisation starts from.</summary>
/// <param name="Config">The adapter's configuration.</param>
/// <param name="Path">The layer's path.</param>
/// <param name="Layer">The layer.</param>
/// <param name="A">To be filled: (r, in).</param>
/// <param name="B">To be filled: (out, r).</param>
/// <param name="Scaling">The factor s of BA.</param>
/// <param name="ToLoad">Whether A and B are then read from a file.</param>
internal sealed record LoraStart(LoraConfig Config, string Path, BaseLayer Layer, Tensor A, Tensor B, double Scaling, bool ToLoad = false)
{
    internal int Rank => Config.RankAt(Path);

    /// <summary>The layer's weight as a matrix (out, in) in single precision at least, without what is merged into it.</summary>
    internal Tensor Weight => Layer.ToMatrix(Layer.OriginalWeight.detach()).to(A.dtype);

    /// <summary>Fails unless the layer has a rank of at least <paramref name="rank"/>.</summary>
    internal void RequireRank(int rank, string why)
    {
        long most = Math.Min(Layer.InFeatures, Layer.OutFeatures);
        if (rank > most)
            throw new PeftConfigException("LORA", [$"Init is {Config.Init}, {why}, but the weight of '{Path}' is {Layer.OutFeatures} x {Layer.InFeatures}."], $"Choose a rank of at most {most * Rank / rank} for this layer with RankPattern, or exclude it.");
    }

    /// <summary>Fills both factors, and shifts the weight by what they are worth.</summary>
    internal WeightShift StartAndShift(Tensor a, Tensor b)
    {
        Fill(a, b);
        var shift = new LowRankShift(A, B, Scaling);
        if (Layer.Module is not IQuantizedLayer quantized)
            return shift;
        if (ToLoad)
            return Requantized(shift, quantized.QuantizedWeight);
        if (!Config.SavesPlainLora)
            throw new PeftConfigException("LORA", [$"Init is {Config.Init}, and '{Path}' is quantised: from PEFT's own form of the file, PEFT would quantise the shifted weight once more."], "Set SaveAsPlainLora, or choose another Init.");
        return shift;
    }

    // As PEFT starts such an adapter, and starts it again when it loads it: the shifted weight is quantised anew.
    private DenseShift Requantized(LowRankShift shift, IQuantizedWeight form)
    {
        var weight = Layer.OriginalWeight.to(A.dtype);
        using var requantized = form.Requantize(Layer.FromMatrix(shift.Transform(Layer.ToMatrix(weight))));
        return new DenseShift(Layer.ToMatrix(requantized.Dequantize(A.dtype) - weight));
    }

    /// <summary>Fills both factors.</summary>
    internal void Fill(Tensor a, Tensor b)
    {
        A.copy_(a);
        B.copy_(b);
    }
}
