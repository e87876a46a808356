using Peft.Adapters;
using Peft.Checkpoints;
using Peft.Merging;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// Quantises models from folder to folder, without loading them: the memory it takes is that of one weight and of its quantised form. What comes out is what transformers saves of a model that bitsandbytes has
/// quantised: it loads there, and here with <c>FromPretrained</c>.
/// </summary>
public static class CheckpointQuantizer
{
    /// <summary>
    /// Quantises a checkpoint, in one file or in shards, into a new folder, with configuration and tokenizer. The folder gets its name when everything is in it; an error or a cancellation leaves nothing.
    /// </summary>
    /// <remarks>
    /// Quantised is every matrix of a linear layer, as its name tells: not embeddings, and where <see cref="QuantizationOptions.Skip"/> is null not output layers (<c>lm_head</c>, <c>score</c>, <c>classifier</c> …).
    /// The source is read twice, since a file begins with the sizes of all that is in it, and that of a description is known only when its weight is quantised; so a weight that cannot be
    /// quantised is an error before anything is written.
    /// </remarks>
    /// <param name="source">The folder of the model.</param>
    /// <param name="target">The folder for the result; it must not exist or be empty.</param>
    /// <param name="options">How to quantise.</param>
    /// <param name="progress">Is told after each tensor, twice of those that are quantised.</param>
    /// <param name="maxShardBytes">The most bytes of tensors in a file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QuantizationException">No matrix is to be quantised, one cannot be, the model is quantised already, or its kind stores linear layers in another way.</exception>
    /// <exception cref="PeftConfigException">An option is out of range.</exception>
    /// <exception cref="CheckpointFormatException">The checkpoint is damaged.</exception>
    /// <exception cref="IOException">The model is not there, the result's folder has content, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static void Run(
        string source,
        string target,
        QuantizationOptions options,
        IProgress<QuantizationProgress>? progress = null,
        long maxShardBytes = SafetensorsFolder.DefaultShardBytes,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Embeddings)
            throw new PeftConfigException("quantisation", ["Embeddings is true, but a checkpoint does not tell which layers share an embedding's weight."], "Load the model, call Quantize, and save it.");
        using var checkpoint = SafetensorsFolder.Open(source);
        var config = QuantizedConfig.Open(source);
        var names = new LinearNames(checkpoint, options);
        int done = 0, total = names.Quantized.Count + checkpoint.Tensors.Count;
        void Report(string name) => progress?.Report(new(name, ++done, total));

        Dictionary<string, string> sourceOf = [];
        List<SafetensorSpec> specs = [];
        foreach (var info in checkpoint.Tensors.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            specs.AddRange(names.Quantized.Contains(info.Name) ? SpecsOf(info.Name) : [new(info.Name, info.DType, info.Shape)]);
        }
        using var current = new CurrentWeight(name => Quantize(checkpoint, name, options));
        AtomicFolder.Write(target, temporary =>
        {
            ModelFiles.Copy(source, temporary, null);
            config.Write(temporary, options, names.Skipped);
            SafetensorsFolder.Save(temporary, specs, Make, maxShardBytes, cancellationToken: cancellationToken);
        });

        IEnumerable<SafetensorSpec> SpecsOf(string name)
        {
            using var scope = NewDisposeScope();
            var state = Quantize(checkpoint, name, options);
            foreach (string part in state.Keys)
                sourceOf.Add(part, name);
            Report(name);
            return [.. state.Select(part => new SafetensorSpec(part.Key, part.Value.dtype, part.Value.shape))];
        }

        Tensor Make(SafetensorInfo info)
        {
            if (!sourceOf.TryGetValue(info.Name, out string? name))
            {
                Report(info.Name);
                return checkpoint.Read(info.Name);
            }
            if (current.MoveTo(name))
                Report(name);
            return current[info.Name];
        }
    }

    private static Dictionary<string, Tensor> Quantize(SafetensorsFolder checkpoint, string name, QuantizationOptions options)
    {
        using var scope = NewDisposeScope();
        IQuantizedWeight quantized;
        try
        {
            quantized = options.Quantize(checkpoint.Read(name));
        }
        catch (ArgumentException e)
        {
            throw new QuantizationException($"'{name}' cannot be quantised: {e.Message}", "Mend the weight, or name its layer in Skip.", e);
        }
        using (quantized)
        {
            string prefix = name[..^LinearNames.Suffix.Length];
            var state = quantized is FourBitTensor fourBit ? fourBit.ToStateDict(prefix) : ((Int8Tensor)quantized).ToStateDict(prefix);
            scope.MoveToOuter(state.Values);
            return state;
        }
    }

    /// <summary>The weight whose parts are being written.</summary>
    private sealed class CurrentWeight(Func<string, Dictionary<string, Tensor>> quantize) : IDisposable
    {
        private Dictionary<string, Tensor> _parts = [];
        private string? _name;

        internal Tensor this[string part] => _parts[part];

        /// <summary>Quantises a weight, unless it is the current one.</summary>
        internal bool MoveTo(string name)
        {
            if (_name == name)
                return false;
            Dispose();
            using var scope = NewDisposeScope();
            (_parts, _name) = (quantize(name), name);
            scope.Detach(_parts.Values);
            return true;
        }

        public void Dispose()
        {
            foreach (var part in _parts.Values)
                part.Dispose();
            (_parts, _name) = ([], null);
        }
    }
}
