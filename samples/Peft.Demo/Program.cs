using System.Diagnostics;
using System.Globalization;
using System.Text;
using Peft;
using Peft.Samples;
using Peft.Samples.Demo;
using Peft.Samples.Demo.Reports;
using Peft.Tokenizers;
using Peft.Transformers;
using TorchSharp;

Console.OutputEncoding = Encoding.UTF8;
return CommandLine.Read(args, DemoOptions.Help, new DemoOptions(), DemoOptions.With, out int exitCode, o => Directory.CreateDirectory(o.Output)) is not { } options ? exitCode
    : Run(options) ? 0 : 1;

static bool Run(DemoOptions options)
{
    var clock = Stopwatch.StartNew();
    torch.manual_seed(options.Seed);
    // The model is so small that a second thread would cost more than it does; and one thread always adds in the same order.
    torch.set_num_threads(1);

    // The base model has read stories about a small world and answers questions about them. It has never seen an instruction.
    Title("A small Llama that was pretrained on stories");
    string modelFolder = Shipped("model");
    var baseModel = new BaseModel(modelFolder, options.Quantize);
    using var model = baseModel.Load();
    var tokenizer = Tokenizer.FromFolder(modelFolder);
    var train = Dataset.Read(Shipped("data/train.jsonl"), tokenizer);
    var heldOut = new HeldOut(Dataset.Read(Shipped("data/heldout.jsonl"), tokenizer), tokenizer);
    Console.WriteLine($"{baseModel.ParameterCount:N0} parameters, {tokenizer.VocabularySize} tokens; {train.Count} examples to train on, {heldOut.Examples.Count} held out.");
    if (baseModel.Quantization is { } quantization)
        Console.WriteLine(quantization);
    string story = heldOut.Examples[0].Input;
    Console.WriteLine($"  It can be asked about a story: {story}");
    foreach (string question in new[] { "Where was Julia?", "What colour was the ball?", "On which day was the ball cleaned?" })
        Console.WriteLine($"    {question,-36}{heldOut.Continue(model, $"{story}\n{question}")}");

    Title("What it answers to an instruction");
    using var baseLogits = heldOut.Logits(model);
    var before = heldOut.Answers(model);
    ShowSamples(heldOut, before);

    Title("Fine-tuning with LoRA");
    var peft = model.AddLora(o =>
    {
        o.Rank = 8;
        o.Alpha = 16;
        o.TargetModules = ModuleTargets.AllLinear;
    });
    Console.WriteLine(peft.CountParameters());
    using var metrics = new MetricsFile(Path.Combine(options.Output, "metrics.jsonl"));
    long tensorsBefore = torch.Tensor.TotalCount;
    var training = FineTuning.Run(model, peft.TrainableParameters(), train, heldOut, options.Steps, options.Seed, metrics);
    Console.WriteLine($"  live tensors: {tensorsBefore} before, {torch.Tensor.TotalCount} after");

    Title("What it answers now");
    using var tunedLogits = heldOut.Logits(model);
    var after = heldOut.Answers(model);
    ShowSamples(heldOut, after);

    Title("Saving, loading, merging");
    var proofs = new Proofs();
    string adapterFolder = Path.Combine(options.Output, "adapter");
    peft.SaveAdapter(adapterFolder);
    using var fresh = baseModel.Load();
    var loaded = PeftModel.Load(fresh, adapterFolder);
    using var loadedLogits = heldOut.Logits(fresh);
    double difference = Proofs.LargestDifference(tunedLogits, loadedLogits);
    proofs.Check("a fresh base with the saved adapter gives the same outputs", difference == 0, $"largest difference {difference}");

    var merging = peft.Merge();
    if (options.Quantize is null)
    {
        ProveMerged("merged into the base", model);
    }
    else
    {
        // A quantised base rounds what is merged into it; the weights that it stands for, in single precision, take it as it is.
        Console.WriteLine($"  merged and quantised again, a layer is at most {merging.LargestError:P1} off; exactly right: {heldOut.Accuracy(heldOut.Answers(model)):P0}");
        using var dequantized = baseModel.LoadDequantized();
        PeftModel.Load(dequantized, adapterFolder).Merge();
        ProveMerged("merged into the dequantised base", dequantized);
    }

    peft.Unmerge();
    using (peft.DisableAdapters())
    {
        using var disabledLogits = heldOut.Logits(model);
        difference = Proofs.LargestDifference(baseLogits, disabledLogits);
        proofs.Check("unmerged and disabled, the base gives its first outputs again", difference == 0, $"largest difference {difference}");
    }
    peft.Detach();
    loaded.Detach();
    using var untouched = baseModel.Load();
    long different = Proofs.DifferentWeights(model, untouched);
    proofs.Check("detached, the base is what it was, bit for bit", different == 0, $"{different} weights differ");

    File.WriteAllText(Path.Combine(options.Output, "loss-curve.svg"), Chart(training));
    Console.WriteLine();
    Console.WriteLine(SummaryBox.Draw("Peft for .NET",
        ("held-out answers right", $"{heldOut.Accuracy(before):P0} before, {heldOut.Accuracy(after):P0} after"),
        ("held-out loss", $"{training.HeldOut[0].Loss:F3} before, {training.HeldOut[^1].Loss:F3} after"),
        ("training", $"{options.Steps} steps in {training.Seconds:F0} s, {training.TokensPerSecond:N0} tokens/s"),
        ("adapter", $"{new DirectoryInfo(adapterFolder).EnumerateFiles().Sum(f => f.Length) / 1024.0:N0} KiB in {adapterFolder}"),
        ("also written", "loss-curve.svg, metrics.jsonl"),
        ("in all", $"{clock.Elapsed.TotalSeconds:F0} s, {(proofs.AllHold ? "every proof holds" : "A PROOF FAILED")}")));
    return proofs.AllHold;

    void ProveMerged(string how, LlamaForCausalLM merged)
    {
        using var mergedLogits = heldOut.Logits(merged);
        double difference = Proofs.LargestDifference(tunedLogits, mergedLogits);
        proofs.Check($"{how}, the adapter gives the same outputs", difference < 1e-3, $"largest difference {difference:0.0E+0}");
        proofs.Check("and the same answers", heldOut.Answers(merged).SequenceEqual(after), $"all {after.Count} are equal");
    }
}

static string Shipped(string path) => Path.Combine(AppContext.BaseDirectory, path);

static void Title(string text) => Console.WriteLine($"\n── {text} {new string('─', 76 - text.Length)}");

static void ShowSamples(HeldOut heldOut, List<string> answers)
{
    foreach (var (example, answer) in heldOut.Examples.Zip(answers).Take(3))
    {
        Console.WriteLine($"  sentence  {example.Input}");
        Console.WriteLine($"  expected  {example.Answer}");
        Console.WriteLine($"  got       {(answer.Length > 0 ? answer.ReplaceLineEndings(" / ") : "(nothing)")}\n");
    }
    Console.WriteLine($"  exactly right: {heldOut.Accuracy(answers):P0} of {answers.Count}");
}

static string Chart(TrainingResult training) => new LineChart("LoRA fine-tuning of a small Llama", "step", "loss per answer token",
    new Series("train", "#9db8e8", training.Train, Width: 1.5),
    new Series("held out", "#d9480f", training.HeldOut, HasMarkers: true)).ToSvg();
