using Peft;
using Peft.Experiments;
using Peft.Experiments.Scale;
using Peft.Quantization;
using Peft.Samples;
using Peft.Transformers;
using TorchSharp.Modules;
using static TorchSharp.torch;

const int Length = 256, Rank = 16;
if (CommandLine.Read(args, Options.Help, new Options(LlamaShape.All["llama-1b"]), Options.With, out int exitCode) is not { } options)
    return exitCode;

manual_seed(0);
string folder = Directory.CreateTempSubdirectory("peft-scale-").FullName, dense = Path.Combine(folder, "dense"), packed = Path.Combine(folder, "nf4");
try
{
    Console.WriteLine($"{options.Shape.Name}: {options.Shape.Parameters:N0} random weights; NF4, double quantised; LoRA r = {Rank} on all linear layers; {Length} tokens; {get_num_threads()} thread(s)");
    Console.WriteLine($"{"phase",-34}{"time",10}{"peak memory",13}");
    Phases.Run("write the checkpoint (bfloat16)", () => { options.Shape.Write(dense); return true; });
    Phases.Run("quantise it, folder to folder", () => { CheckpointQuantizer.Run(dense, packed, new() { DoubleQuantize = true }); return true; });
    Directory.Delete(dense, recursive: true);
    using var model = Phases.Run("load, prepare, attach", () =>
    {
        var loaded = LlamaForCausalLM.FromPretrained(packed);
        loaded.PrepareForKBitTraining();
        loaded.AddLora(o => (o.Rank, o.Alpha, o.TargetModules) = (Rank, 2 * Rank, ModuleTargets.AllLinear));
        return loaded;
    });
    bool falls = Train(model, options.Steps);
    Console.WriteLine(Phases.Whole());
    return falls ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// The same batch again and again: its loss has to fall.
static bool Train(LlamaForCausalLM model, int steps)
{
    List<Parameter> parameters = [.. model.parameters().Where(p => p.requires_grad)];
    using var optimizer = optim.AdamW(parameters, lr: 1e-3);
    using var tokens = randint(0, LlamaShape.Vocabulary, [1, Length], dtype: ScalarType.Int64);
    var losses = new List<double>();
    model.train();
    for (int step = 1; step <= steps; step++)
    {
        losses.Add(Phases.Run($"training step {step}", () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = LlamaForCausalLM.Loss(model.call(tokens), tokens);
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }));
        Console.WriteLine($"  loss {losses[^1]:F4}");
    }
    bool falls = steps == 1 || losses[^1] < losses[0];
    if (!falls)
        Console.WriteLine("THE LOSS DOES NOT FALL");
    return falls;
}
