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
    /// <inheritdoc cref="LoadAdapter(string, string, LoadOptions)" path="/exception"/>
    public static PeftModel Load(Module model, string folder, string name = DefaultAdapter, bool trainable = false, ILogger? logger = null)
    {
        var peft = For(model, logger);
        peft.LoadAdapter(folder, name, trainable);
        return peft;
    }

    /// <summary>
    /// Adds the adapter in a folder and makes it the active one. Every key and every shape of the file has to fit; if not, everything is as it was before.
    /// </summary>
    /// <param name="folder">The folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="name">The adapter's name in this model.</param>
    /// <param name="trainable">Whether to go on training it.</param>
    /// <inheritdoc cref="LoadAdapter(string, string, LoadOptions)"/>
    public LoadReport LoadAdapter(string folder, string name = DefaultAdapter, bool trainable = false) => LoadAdapter(folder, name, new LoadOptions { Trainable = trainable });

    /// <summary>Adds the adapter in a folder and makes it the active one. If it is refused, everything is as it was before.</summary>
    /// <remarks>Where the file has the weight of an adapted <c>embed_tokens</c> or <c>lm_head</c>, it becomes the model's own, as in PEFT, and stays after <see cref="Detach"/>.</remarks>
    /// <param name="folder">The folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="name">The adapter's name in this model.</param>
    /// <param name="options">How strict to be, and what to do with the adapter.</param>
    /// <returns>What was loaded, and what was not.</returns>
    /// <exception cref="PeftConfigException">The configuration cannot be read or used.</exception>
    /// <exception cref="CheckpointFormatException">The tensors' file is damaged, its keys or shapes are not those of this adapter on this model, or none are.</exception>
    public LoadReport LoadAdapter(string folder, string name, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        LoadReport report;
        lock (_changing)
        {
            CheckNewName(name);
            (var prepared, report) = PrepareFrom(folder, name, options);
            Attach(prepared, options.Trainable);
            Log.AdapterLoaded(_logger, name, folder, report.Loaded.Count);
        }
        if (!report.IsComplete)
            Log.Unused(_logger, folder, report.ToString());
        return report;
    }

    private (PreparedAdapter Adapter, LoadReport Report) PrepareFrom(string folder, string name, LoadOptions options, Action<PreparedAdapter>? check = null)
    {
        var config = PeftConfigFile.Read(folder, options.Strict);
        options.Configure?.Invoke(config);
        config.AutocastAdapterDtype = options.AutocastAdapterDtype;
        using var file = AdapterCheckpoint.Open(Path.Combine(folder, AdapterCheckpoint.FileName));
        var found = file.Tensors.ToDictionary(t => t.Key, t => (IReadOnlyList<long>)[.. t.Value.Shape]);
        config.OnLoad(found);
        var warnings = new List<string>(config.Misspelt);
        var prepared = Prepare(config, name, unused => warnings.Add(unused.Message), options.Strict ? Source.CompleteFile : Source.File);
        try
        {
            check?.Invoke(prepared);
            using var views = NewDisposeScope();
            var tensors = NamedTensors(prepared.Parts.Select(p => (p.Node.Path, p.Layer, p.Adapter)), prepared.OfModel, prepared.OfModel?.Tensors, prepared.Trained, config, part => part.TensorsToLoad);
            var report = AdapterCheckpoint.Compare(found, tensors, warnings);
            if (options.Strict || report.Loaded.Count == 0)
                AdapterCheckpoint.RequireAll(file.Path, report);
            AdapterCheckpoint.Read(file, tensors, report.Loaded);
            OnBasesLoaded(prepared.Parts.Select(p => p.Node.Path), config);
            return (prepared, report);
        }
        catch
        {
            ForgetPrepared(prepared);
            throw;
        }
    }

    /// <summary>Tells the layers whose own weights came with an adapter.</summary>
    private void OnBasesLoaded(IEnumerable<string> paths, PeftConfig config)
    {
        foreach (string path in paths.Where(p => AdapterCheckpoint.IncludesBase(p, config) && _sites.ContainsKey(p)))
            _sites[path].Stack.OnBaseChanged();
    }
}
