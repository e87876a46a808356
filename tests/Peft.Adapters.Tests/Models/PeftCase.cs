using System.Text.Json.Nodes;
using Peft.Checkpoints;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests;

/// <summary>One case of <c>peft/</c> in the reference vectors.</summary>
public sealed class PeftCase
{
    // State of the reference that follows from base, file and configuration: rows of the base, its weights after adapters were added and subtracted, places and permutations, what is drawn from a key.
    private static readonly string[] s_followsFromBase = ["trainable_tokens_original", "in_proj_weight", "out_proj.base_layer", ".oft_R.", ".boft_P", ".vera_", ".ranknum.", "prompt_encoder.", ".prompt_tokens."];

    // The reference names the base that was quantised, and says how in words.
    private static readonly Dictionary<string, string> s_quantizedBases = new()
    {
        ["qlora_nf4"] = "base/llama_nf4",
        ["qlora_nf4_dq"] = "base/llama_nf4_dq",
        ["qlora_fp4"] = "base/llama_fp4",
        ["qdora_nf4"] = "base/llama_nf4_dq",
        ["lora_int8"] = "base/llama_int8",
        ["qlora_olora_nf4"] = "base/llama_nf4",
        ["qia3_nf4"] = "base/llama_nf4_dq",
        ["qvera_nf4"] = "base/llama_nf4_dq",
        ["qadalora_nf4"] = "base/llama_nf4_dq",
    };

    private readonly GoldenCase _golden;
    private readonly JsonNode _case;

    private PeftCase(GoldenCase golden)
    {
        _golden = golden;
        _case = JsonNode.Parse(File.ReadAllText(golden.FullPath("case.json")))!;
        string model = (string)_case["base"]!;
        Base = new GoldenBase(s_quantizedBases.GetValueOrDefault(Id, model), (string?)_case["inputs"] == "io.safetensors" ? golden.Folder : model) { Tasks = Tasks(golden) };
        try
        {
            PeftConfigFile.Read(AdapterFolder).Validate();
        }
        catch (PeftConfigException e)
        {
            Refusal = e;
        }
    }

    public string Id => (string)_case["id"]!;

    public string AdapterFolder => _golden.FullPath("adapter");

    public GoldenBase Base { get; }

    /// <summary>Why this version does not take the case's configuration, if it does not.</summary>
    public PeftConfigException? Refusal { get; }

    /// <summary>What the result depends on beside base and adapter.</summary>
    public bool HasState => _case["state_tensors"] is JsonObject state && state.Any(t => !s_followsFromBase.Any(t.Key.Contains));

    public bool IsCovered => IsOnChangedBase is false && HasCommonForm && Refusal is null && Base.IsKnown && HasOnlyBaseWeights;

    /// <summary>Whether the base's weights are quantised.</summary>
    public bool IsQuantized => s_quantizedBases.ContainsKey(Id);

    /// <summary>Whether Python changed the base in a way that only it knows, so that its adapter is for the base that it saved.</summary>
    public bool IsOnChangedBase => Config is LoraConfig { Init: LoraInit.FastPissa or LoraInit.Corda or LoraInit.LoraGA };

    /// <summary>Whether the model has other layers with the adapter than without it.</summary>
    public bool ChangesDepth => Config is LoraConfig { LayerReplication: not null };

    /// <summary>Whether the reference's backward is not the derivative of its forward: of LoHa's factored kernels it takes A₁'s gradient from the second product's core.</summary>
    public bool HasWrongGradients => Config is LohaConfig { UseEffectiveConv: true } || IsWrongUnmerged;

    /// <summary>Whether the reference computes the published formula merged only: of overlapping patches that OFT turns it adds up the values.</summary>
    private bool IsWrongUnmerged => Config is OftConfig && Base.ToString() == "cnn2d";

    /// <summary>The configuration as a new object, or null if this version does not read it.</summary>
    public PeftConfig? Config => Refusal is null ? PeftConfigFile.Read(AdapterFolder) : null;

    /// <summary>The weights that Python changed, by their names in the model.</summary>
    public Dictionary<string, Tensor> ChangedWeights => !HasState ? [] :
        _golden.Tensors("state.safetensors").ToDictionary(t => t.Key.Replace("base_model.model.", "").Replace(BaseWeight, ".weight"), t => t.Value);

    /// <summary>The tensors as Python started them, by the keys of the adapter's file; none where the case has none.</summary>
    public Dictionary<string, Tensor> InitialTensors
    {
        get
        {
            if (!_golden.Has("init.safetensors"))
                return [];
            var initial = _golden.Tensors("init.safetensors");
            return Trainable.ToDictionary(t => (string)t["adapter_key"]!, t => initial[(string)t["name"]!]);
        }
    }

    private const string PromptEncoder = "prompt_encoder.default.";

    private const string BaseWeight = ".base_layer.weight";

    // What else a result may depend on: random projections, masks and the like.
    private bool HasOnlyBaseWeights => !HasState || _case["state_tensors"]!.AsObject().All(t => t.Key.EndsWith(BaseWeight, StringComparison.Ordinal));

    private bool HasCommonForm => _case["trainable"] is not null;

    // The reference drops an encoder of virtual tokens when it saves.
    private bool HasEncoder => Trainable.Count(t => ((string)t["name"]!).StartsWith(PromptEncoder, StringComparison.Ordinal)) > 1 && Trainable.All(t => (string?)t["adapter_key"] != "prompt_embeddings");

    private IEnumerable<JsonNode> Trainable => _case["trainable"]?.AsArray().Select(t => t!) ?? [];

    public Tensor BaseOutput => _golden.Tensors("io.safetensors").GetValueOrDefault("base_output") ?? Base.Output;

    public double Loss => (double)_case["loss"]!;

    /// <summary>The loss of the reference: AdaLoRA's has the orthogonality of its factors.</summary>
    internal Tensor LossOf(GoldenModel model, PeftModel peft) => Config is AdaLoraConfig ? model.Loss() + peft.Regularization() : model.Loss();

    /// <summary>Whether the reference is of evaluation mode, since the method draws at random in training mode.</summary>
    public bool SamplesInTraining => (string?)_case["mode_for_loss_and_grads"] == "eval";

    /// <summary>Trained tensors that have no gradient in the reference's mode.</summary>
    public IEnumerable<string> WithoutGradient => Trainable.Where(t => _case["no_grad_for"]?.AsArray().Any(n => (string)n! == (string)t["name"]!) == true).Select(t => (string)t["adapter_key"]!);

    /// <summary>The adapter as it was trained: with the encoder of virtual tokens that its file does not have.</summary>
    public PeftModel LoadTrained(Module model)
    {
        if (!HasEncoder)
            return PeftModel.Load(model, AdapterFolder, trainable: true);
        var peft = PeftModel.For(model);
        peft.AddAdapter(Config!);
        var state = _golden.Tensors("state.safetensors");
        var saved = SafetensorsFile.Open(Path.Combine(AdapterFolder, "adapter_model.safetensors"));
        using var _ = no_grad();
        foreach (var (key, parameter) in peft.AdapterStateDict())
            parameter.copy_(key.StartsWith("prompt_encoder.", StringComparison.Ordinal) ? state[key.Replace("prompt_encoder.", PromptEncoder)] : saved.Read(key));
        return peft;
    }

    public bool MergeSupported => (bool)_case["merge"]!["supported"]!;

    public TrainingRecord Training
    {
        get
        {
            var t = _case["train"]!;
            return new TrainingRecord((double)t["lr"]!, (double)t["betas"]![0]!, (double)t["betas"]![1]!, (double)t["eps"]!, (double)t["weight_decay"]!, (int)t["steps"]!,
                [.. t["losses_before_each_step_and_after"]!.AsArray().Select(l => (double)l!)]);
        }
    }

    /// <summary>What it counts as in figures: its method, DoRA apart, with a q where the base is quantised.</summary>
    public string Family => (IsQuantized ? "q" : "") + (Config is LoraConfig { UseDora: true } ? "dora" : Path.GetFileNameWithoutExtension(AdapterMethod.Find(PeftType).Page));

    /// <summary>PEFT's name of the method.</summary>
    public string PeftType => TypeOf(_golden)!;

    /// <summary>All cases of the methods that this version has.</summary>
    public static IEnumerable<PeftCase> All => Golden.Cases("peft").Where(c => AdapterMethod.All.Any(m => m.PeftType == TypeOf(c))).Select(c => new PeftCase(c));

    public Tensor Expected(string name) => _golden.Tensors("io.safetensors")[name == "output" && IsWrongUnmerged ? "merged_output" : name];

    /// <summary>The gradients by the keys of the adapter's file.</summary>
    public Dictionary<string, Tensor> Gradients()
    {
        var gradients = _golden.Tensors("grads.safetensors");
        return Trainable.Where(t => gradients.ContainsKey((string)t["name"]!)).ToDictionary(KeyOf, t => gradients[(string)t["name"]!]);
    }

    /// <summary>Tensors as the five steps left them, by the keys of the adapter's file; not all of them are recorded.</summary>
    public Dictionary<string, Tensor> TrainedTensors()
    {
        var tensors = _golden.Tensors("io.safetensors");
        return Trainable.Where(t => tensors.ContainsKey($"trained.{t["name"]}")).ToDictionary(KeyOf, t => tensors[$"trained.{t["name"]}"]);
    }

    public IEnumerable<KeyValuePair<string, Tensor>> MergedWeights()
    {
        const string Prefix = "merged_weight.";
        return _golden.Tensors("io.safetensors").Where(t => t.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(t => KeyValuePair.Create(t.Key[Prefix.Length..], t.Value));
    }

    public override string ToString() => Id;

    // What layers share has several keys in a file; the reference names the last, and it is trained at the first.
    private string KeyOf(JsonNode trained) => OwnKey(trained) ?? (string?)trained["adapter_key"] ?? (HasEncoder ? ((string)trained["name"]!).Replace(PromptEncoder, "prompt_encoder.") : "prompt_embeddings");

    private string? OwnKey(JsonNode trained)
    {
        string key = ((string)trained["name"]!).Replace(".default", "");
        using var saved = SafetensorsFile.Open(Path.Combine(AdapterFolder, "adapter_model.safetensors"));
        return saved.Tensors.ContainsKey(key) ? key : null;
    }

    private static int[]? Tasks(GoldenCase golden) =>
        golden.Has("io.safetensors") && golden.Tensors("io.safetensors").TryGetValue("input.task_ids", out var tasks) ? [.. tasks.data<long>().Select(t => (int)t)] : null;

    private static string? TypeOf(GoldenCase golden)
    {
        string config = Path.Combine("adapter", PeftConfigFile.FileName);
        return golden.Has(config) ? (string?)JsonNode.Parse(File.ReadAllText(golden.FullPath(config)))!["peft_type"] : null;
    }
}

public sealed record TrainingRecord(double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay, int Steps, IReadOnlyList<double> Losses);
