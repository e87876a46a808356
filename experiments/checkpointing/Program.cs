using System.Globalization;
using Peft;
using Peft.Experiments.Checkpointing;
using Peft.Transformers;
using static TorchSharp.torch;

// Memory and time of a Llama with and without checkpointed layers: ./build.sh experiment checkpointing [TOKENS]
int length = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 512;
const int Layers = 8, Vocabulary = 2048, Heads = 8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(string Name, Action<LlamaForCausalLM> Prepare)[] methods =
[
    ("full fine-tuning", _ => { }),
    ("LoRA", model => model.AddLora(o => o.TargetModules = ModuleTargets.AllLinear)),
    ("QLoRA, NF4", model =>
    {
        model.Quantize(o => o.DoubleQuantize = true);
        model.PrepareForKBitTraining();
        model.AddLora(o => o.TargetModules = ModuleTargets.AllLinear);
    }),
];
Console.WriteLine($"{Layers} layers, {length} tokens, {get_num_threads()} thread(s), libtorch {__version__}; activations in MB at the peak, processor time of forward and backward in s");
Console.WriteLine($"{"width",6}  {"method",-18}{"kept",9}{"again",9}{"ratio",8}{"kept",9}{"again",9}{"ratio",8}{"files",9}{"ratio",8}");
foreach (int width in new[] { 256, 512 })
{
    foreach (var (name, prepare) in methods)
        Compare(width, name, prepare);
}

void Compare(int width, string name, Action<LlamaForCausalLM> prepare)
{
    manual_seed(0);
    using var model = new LlamaForCausalLM(new LlamaConfig { HiddenSize = width, NumHiddenLayers = Layers, NumAttentionHeads = Heads, IntermediateSize = width * 8 / 3 / 8 * 8, VocabSize = Vocabulary });
    prepare(model);
    model.train();
    using var tokens = randint(0, Vocabulary, [1, length], dtype: ScalarType.Int64);
    var (plain, again) = Cost.Measure(model, tokens);
    model.EnableGradientCheckpointing(new() { Storage = ActivationStorage.File });
    long files = Cost.PeakOf(model, tokens);
    Console.WriteLine($"{width,6}  {name,-18}{plain.Peak / 1e6,9:F1}{again.Peak / 1e6,9:F1}{(double)plain.Peak / again.Peak,7:F1}x{plain.Seconds,9:F2}{again.Seconds,9:F2}{again.Seconds / plain.Seconds,7:F2}x"
        + $"{files / 1e6,9:F1}{(double)plain.Peak / files,7:F1}x");
}
