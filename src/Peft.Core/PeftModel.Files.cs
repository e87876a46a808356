using Microsoft.Extensions.Logging;
using Peft.Adapters;
using Peft.Checkpoints;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>Attaches the adapter in a folder that Hugging Face PEFT's <c>save_pretrained</c> or <see cref="SaveAdapter"/> wrote.</summary>
    /// <param name="model">The base model.</param>
    /// <param name="folder">The folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="name">The adapter's name in this model.</param>
    /// <param name="trainable">Whether to go on training it.</param>
    /// <param name="logger">Where to report.</param>
    /// <returns>The model's adapters, this one active.</returns>
    /// <inheritdoc cref="LoadAdapter" path="/exception"/>
    public static PeftModel Load(Module model, string folder, string name = DefaultAdapter, bool trainable = false, ILogger? logger = null)
    {
        var peft = For(model, logger);
        peft.LoadAdapter(folder, name, trainable);
        return peft;
    }

    /// <summary>
    /// Adds the adapter in a folder and makes it the active one. Every key and every shape of the file has to fit; if not, everything is as it was before.
    /// </summary>
    /// <remarks>Where the file has the weight of an adapted <c>embed_tokens</c> or <c>lm_head</c>, it becomes the model's own, as in PEFT, and stays after <see cref="Detach"/>.</remarks>
    /// <param name="folder">The folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="name">The adapter's name in this model.</param>
    /// <param name="trainable">Whether to go on training it.</param>
    /// <exception cref="PeftConfigException">The configuration cannot be read or used.</exception>
    /// <exception cref="CheckpointFormatException">The tensors' file is damaged, or its keys or shapes are not those of this adapter on this model.</exception>
    public void LoadAdapter(string folder, string name = DefaultAdapter, bool trainable = false)
    {
        var config = PeftConfigFile.Read(folder);
        using var file = AdapterCheckpoint.Open(Path.Combine(folder, AdapterCheckpoint.FileName));
        var acting = ActiveAdapters;
        AddAdapter(config, name);
        try
        {
            AdapterCheckpoint.Read(file, NamedTensors(name));
        }
        catch
        {
            DeleteAdapter(name);
            Select(acting);
            if (_configs.Count == 0)
                Detach();
            throw;
        }
        if (!trainable)
        {
            foreach (var (_, parameter) in AdapterParameters().Where(p => p.Adapter == name))
                parameter.requires_grad = false;
        }
        Log.AdapterLoaded(_logger, name, folder, NamedTensors(name).Count);
    }

    /// <summary>Writes an adapter as Hugging Face PEFT does, so that Python loads it: configuration and tensors, each atomically.</summary>
    /// <param name="folder">The folder; it is made if need be.</param>
    /// <param name="name">The adapter.</param>
    /// <exception cref="AdapterStateException">There is no adapter of this name.</exception>
    public void SaveAdapter(string folder, string name = DefaultAdapter)
    {
        var config = CheckName(name);
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, AdapterCheckpoint.FileName);
        AdapterCheckpoint.Write(path, NamedTensors(name));
        bool inference = config.InferenceMode;
        try
        {
            config.InferenceMode = true;
            PeftConfigFile.Write(config, folder);
        }
        finally
        {
            config.InferenceMode = inference;
        }
        Log.AdapterSaved(_logger, name, folder, new FileInfo(path).Length);
    }

    /// <summary>An adapter's tensors by the keys that they have in PEFT's files. The live parameters, not copies.</summary>
    /// <param name="name">The adapter.</param>
    public IReadOnlyDictionary<string, Tensor> AdapterStateDict(string name = DefaultAdapter)
    {
        CheckName(name);
        return NamedTensors(name);
    }

    private Dictionary<string, Tensor> NamedTensors(string name)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var site in _sites.Values.Where(s => s.Stack.Adapters.ContainsKey(name)))
        {
            foreach (var (suffix, tensor) in site.Stack.Adapters[name].Tensors)
                tensors.Add($"{AdapterCheckpoint.Prefix}{site.Path}.{suffix}", tensor);
            if (AdapterCheckpoint.IncludesBase(site.Path, _configs[name]))
                tensors.Add($"{AdapterCheckpoint.Prefix}{site.Path}.base_layer.weight", site.Stack.Layer.Weight);
        }
        foreach (var (path, tensor) in _savedModules.GetValueOrDefault(name, []).SelectMany(m => m.Tensors))
            tensors.Add(AdapterCheckpoint.Prefix + path, tensor);
        return tensors;
    }
}
