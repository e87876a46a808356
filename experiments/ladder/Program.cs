using Peft.Experiments;
using Peft.Experiments.Ladder;
using Peft.Samples;
using Peft.Transformers;
using static TorchSharp.torch;

if (CommandLine.Read(args, Options.Help, new Options(), Options.With, out int exitCode) is not { } options)
    return exitCode;

set_num_threads(1);
if (options.Part != Options.Loss)
    CompareCost();
if (options.Part != Options.Cost)
    CompareLoss(options);
return 0;

static void CompareCost()
{
    const int Batch = 2, Length = 128, Vocabulary = 2048;
    using var tokens = randint(0, Vocabulary, [Batch, Length], dtype: ScalarType.Int64);
    Console.WriteLine($"A Llama 512 wide, {Batch} x {Length} tokens, AdamW, single precision, one thread, libtorch {__version__}.\n");
    Console.WriteLine("| layers | method | trained | share | ms a step | MB at the peak of a step | MB of adapter, gradients and optimizer |");
    Console.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    foreach (int layers in new[] { 4, 16 })
    {
        var shape = new LlamaConfig { HiddenSize = 512, NumHiddenLayers = layers, NumAttentionHeads = 8, IntermediateSize = 1376, VocabSize = Vocabulary };
        foreach (var method in Method.ForCost)
        {
            var cost = method.Measure(shape, tokens);
            Console.WriteLine($"| {layers} | {method.Name} | {cost.Parameters.Trainable:N0} | {cost.Parameters.Percent:F1} % | {1000 * cost.Seconds:F0} | {cost.Peak / 1e6:F1} | {cost.Lasting / 1e6:F1} |");
        }
    }
}

static void CompareLoss(Options options)
{
    foreach (var subject in new[] { Subject.Shipped(), Subject.Stories(options.Data) }.OfType<Subject>())
    {
        Console.WriteLine($"\n{subject.Name}: {subject.About}; {options.Steps} steps, {options.Seeds} seeds.\n");
        Console.WriteLine("| method | held-out loss before | after | s of processor time |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var method in Method.ForLoss)
        {
            var runs = Enumerable.Range(1, options.Seeds).Select(seed => method.Train(subject, options.Steps, seed)).ToList();
            Console.WriteLine($"| {method.Name} | {runs.Average(r => r.Before):F3} | {runs.Average(r => r.After):F3} | {runs.Average(r => r.Seconds):F1} |");
        }
    }
}
