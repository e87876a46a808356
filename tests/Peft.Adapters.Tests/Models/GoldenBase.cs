using System.Text.Json.Nodes;
using Peft.Quantization;
using Peft.TestUtils;
using Peft.Transformers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>A base model of the reference vectors, with its inputs and its output.</summary>
/// <param name="folder">The model's folder in the reference vectors.</param>
/// <param name="data">The folder of inputs and output, if it is another.</param>
/// <param name="device">Where the model and its inputs are put.</param>
public sealed class GoldenBase(string folder, string? data = null, string device = "cpu")
{
    private readonly string _folder = folder;
    private readonly string _data = data ?? folder;
    private readonly Device _device = new(device);

    private static readonly Dictionary<string, Func<GoldenBase, GoldenModel>> s_known = new()
    {
        ["mlp"] = b => b.Network(new OpenMlp(b.Dims[0], b.Dims[1], b.Dims[2])),
        ["mlp_ln"] = b => b.Network(new NormMlp(b.Dims[0], b.Dims[1], b.Dims[2])),
        ["cnn1d"] = b => b.Network(new Cnn1d(b["in_channels"], b["mid"], b["out"])),
        ["cnn2d"] = b => b.Network(new Cnn2d(b["in_channels"], b["mid"], b["out"], b["groups_conv1"])),
        ["cnn3d"] = b => b.Network(new Cnn3d(b["in_channels"], b["mid"], b["out"])),
        ["embconv1d"] = b => b.Network(new EmbeddingConv1D(b["vocab"], b["emb"], b["mid"], b["out"])),
        ["mha"] = b => b.Network(new SelfAttention(b["embed"], b["heads"], b["out"])),
        ["llama"] = b => b.Causal(LlamaForCausalLM.FromPretrained(b.FullPath)),
        ["gpt2"] = b => b.Causal(Gpt2LMHeadModel.FromPretrained(b.FullPath)),
        ["t5"] = b => b.Seq2Seq(T5ForConditionalGeneration.FromPretrained(b.FullPath)),
        ["bert"] = b => b.Classifier(BertForSequenceClassification.FromPretrained(b.FullPath)),
    };

    /// <summary>All bases that come with inputs and outputs.</summary>
    public static IEnumerable<GoldenBase> All => Directory.GetFiles(Golden.FullPath("base"), "io.safetensors", SearchOption.AllDirectories)
        .Select(file => new GoldenBase(Path.GetRelativePath(Golden.Root, Path.GetDirectoryName(file)!))).OrderBy(b => b._folder, StringComparer.Ordinal);

    /// <summary>The tasks of the rows, where an adapter has several.</summary>
    public int[]? Tasks { get; init; }

    public bool IsKnown => s_known.ContainsKey(Kind);

    public Tensor Output => Data.GetValueOrDefault("base_output") ?? Data["output"];

    public double Loss => Data["loss"].item<float>();

    internal Dictionary<string, Tensor> Data => Golden.Tensors(Path.Combine(_data, "io.safetensors")).ToDictionary(t => t.Key, t => t.Value.to(_device));

    private string FullPath => Golden.FullPath(_folder);

    private JsonNode Config => JsonNode.Parse(File.ReadAllText(Golden.FullPath(Path.Combine(_folder, "config.json"))))!;

    private int[] Dims => [.. Config["dims"]!.AsArray().Select(d => (int)d!)];

    private string Kind => (string?)Config["architecture"] ?? (string?)Config["model_type"] ?? "";

    /// <summary>The same base on a device.</summary>
    public GoldenBase On(string device) => new(_folder, _data, device) { Tasks = Tasks };

    /// <summary>The model with its weights.</summary>
    public GoldenModel Create()
    {
        var model = s_known[Kind](this);
        model.Module.to(_device);
        return model;
    }

    public override string ToString() => Path.GetFileName(_folder);

    private int this[string size] => (int)Config[size]!;

    private GoldenModel Network(Module<Tensor, Tensor> network)
    {
        LoadInto(network);
        var data = Data;
        return new GoldenModel(network, () => network.call(data["input.x"]), () => (network.call(data["input.x"]) - data["target.target"]).square().mean(), null);
    }

    private GoldenModel Causal(CausalLanguageModel model)
    {
        var data = Data;
        var (ids, mask) = (data["input.input_ids"], data["input.attention_mask"]);
        Tensor Output() => WithTasks(() => model.call(ids, mask));
        return new GoldenModel(model, Output, () => CausalLanguageModel.Loss(Output(), data["target.labels"]), mask);
    }

    private GoldenModel Classifier(SequenceClassifier model)
    {
        var data = Data;
        Tensor Output() => model.call(data["input.input_ids"], data["input.attention_mask"]);
        return new GoldenModel(model, Output, () => SequenceClassifier.Loss(Output(), data["target.labels"]), null);
    }

    private GoldenModel Seq2Seq(T5ForConditionalGeneration model)
    {
        var data = Data;
        var targets = data.GetValueOrDefault("input.decoder_input_ids") ?? model.DecoderInputs(data["target.labels"]);
        Tensor Output() => WithTasks(() => model.call(data["input.input_ids"], data["input.attention_mask"], targets));
        return new GoldenModel(model, Output, () => T5ForConditionalGeneration.Loss(Output(), data["target.labels"]), null);
    }

    private Tensor WithTasks(Func<Tensor> run)
    {
        using var _ = Tasks is null ? null : PromptTasks.Use(Tasks);
        return run();
    }

    private void LoadInto(Module model)
    {
        using var _ = no_grad();
        var weights = Golden.Tensors(Path.Combine(_folder, "model.safetensors"));
        foreach (var (name, parameter) in model.named_parameters())
            parameter.copy_(weights[name]);
    }
}

/// <summary>A base model ready to run on the inputs of its case.</summary>
/// <param name="Module">The model.</param>
/// <param name="Output">Runs it.</param>
/// <param name="Loss">Runs it and gives the loss of the reference.</param>
/// <param name="Valid">Where the output counts: (batch, position), or null for everywhere.</param>
public sealed record GoldenModel(Module Module, Func<Tensor> Output, Func<Tensor> Loss, Tensor? Valid) : IDisposable
{
    public void Dispose() => Module.Dispose();

    /// <summary>Where an output counts, to be broadcast over the last dimension; virtual tokens in front count.</summary>
    internal Tensor? ValidOf(Tensor output) => Valid is null ? null
        : cat([ones([output.shape[0], output.shape[1] - Valid.shape[1]], Valid.dtype, Valid.device), Valid], 1).to_type(ScalarType.Bool).unsqueeze(-1);

    /// <summary>Runs the model in evaluation mode and compares, relative to the size of the expected output.</summary>
    internal void AssertOutput(Tensor expected, string name, double relative = 1e-4)
    {
        using var _ = no_grad();
        var (actual, wanted) = (Evaluate(), Counting(expected));
        TensorAssert.AreClose(actual, wanted, relative, relative / 5 * wanted.abs().max().item<float>(), name);
    }

    /// <summary>
    /// The same after training, whose weights differ from the reference's by rounding. In evaluation mode LLM.int8() rounds a layer's inputs to 127 codes: there, one in the middle of two goes to either as the last bit of a
    /// sum has it, and all that follows moves along, by less than what rounding changes at all, as training mode, which does not round, shows.
    /// </summary>
    internal void AssertTrainedOutput(Tensor expected, string name)
    {
        if (!Module.modules().OfType<Linear8bit>().Any())
        {
            AssertOutput(expected, name, relative: 1e-3);
            return;
        }
        using var _ = no_grad();
        var (actual, wanted) = (Evaluate(), Counting(expected));
        Module.train();
        var unrounded = Counting(Output());
        Assert.That(actual.shape, Is.EqualTo(wanted.shape), $"shape of {name}");
        Assert.That(actual.sub(wanted).norm().item<float>(), Is.LessThan(actual.sub(unrounded).norm().item<float>()), $"norm of the difference to {name}");
    }

    private Tensor Evaluate()
    {
        Module.eval();
        return Counting(Output());
    }

    private Tensor Counting(Tensor output) => ValidOf(output) is { } mask ? output.to(mask.device).masked_select(mask) : output;
}
