using System.Diagnostics;
using System.Globalization;
using Peft;
using Peft.Transformers;
using static TorchSharp.torch;

// A LoRA training step of a Llama with random weights, beside the same step in Python torch: ./build.sh experiment training [ROUNDS]
const int Hidden = 512, Layers = 8, Heads = 8, Inner = 1376, Vocabulary = 8192, Rank = 8, Batch = 4, Length = 128, Steps = 6;
int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2;
string? python = PythonTorch.Find();
Console.WriteLine($"Llama {Hidden} wide, {Layers} layers, {Batch} x {Length} tokens, LoRA r = {Rank} on all projections, AdamW, fp32; tokens/s, median of {Steps - 1} steps");
Console.WriteLine($"{"threads",-8}{"round",6}{"C#",10}{"Python",10}{"ratio",8}");
foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
{
    for (int round = 1; round <= rounds; round++)
    {
        double ours = Median(MeasureHere(threads));
        double? theirs = python is null ? null : Median(PythonTorch.Numbers(python, "training.py", threads, Steps, Hidden, Layers, Heads, Inner, Vocabulary, Rank, Batch, Length));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads,-8}{round,6}{ours,10:F0}{theirs,10:F0}{ours / theirs,8:F2}"));
    }
}
if (python is null)
    Console.WriteLine("No Python on this machine imports torch, so there is nothing to compare with. help: apt-get install python3-torch.");

// The first step warms up.
static double Median(IEnumerable<double> values) => values.Skip(1).Order().ElementAt((Steps - 1) / 2);

static IEnumerable<double> MeasureHere(int threads)
{
    set_num_threads(threads);
    manual_seed(0);
    using var model = new LlamaForCausalLM(new LlamaConfig
    {
        HiddenSize = Hidden,
        NumHiddenLayers = Layers,
        NumAttentionHeads = Heads,
        IntermediateSize = Inner,
        VocabSize = Vocabulary,
    });
    var peft = model.AddLora(o => (o.Rank, o.Alpha, o.TargetModules) = (Rank, 2 * Rank, ModuleTargets.AllLinear));
    using var optimizer = optim.AdamW(peft.TrainableParameters(), lr: 1e-4);
    for (int step = 0; step < Steps; step++)
    {
        long start = Stopwatch.GetTimestamp();
        using (NewDisposeScope())
        {
            var ids = randint(0, Vocabulary, [Batch, Length], dtype: ScalarType.Int64);
            optimizer.zero_grad();
            LlamaForCausalLM.Loss(model.call(ids), ids).backward();
            optimizer.step();
        }
        yield return Batch * Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
