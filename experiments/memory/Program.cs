using System.Globalization;
using Peft;
using Peft.Transformers;
using static TorchSharp.torch;

// Memory over many training steps: ./build.sh experiment memory [STEPS]
int steps = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
const int Vocabulary = 512, Batch = 4, Length = 64;
manual_seed(0);
using var model = new LlamaForCausalLM(new LlamaConfig { HiddenSize = 128, NumHiddenLayers = 4, NumAttentionHeads = 4, IntermediateSize = 344, VocabSize = Vocabulary });
var peft = model.AddLora(o => o.TargetModules = ModuleTargets.AllLinear);
using var optimizer = optim.AdamW(peft.TrainableParameters(), lr: 1e-3);
Console.WriteLine($"{"step",6}{"loss",9}{"live tensors",14}{"resident MB",13}{"managed MB",12}");
long[] shown = [1, 10, 100, .. Enumerable.Range(1, 4).Select(quarter => (long)steps * quarter / 4)];
for (int step = 1; step <= steps; step++)
{
    using var scope = NewDisposeScope();
    var ids = randint(0, Vocabulary, [Batch, Length], dtype: ScalarType.Int64);
    optimizer.zero_grad();
    var loss = LlamaForCausalLM.Loss(model.call(ids), ids);
    loss.backward();
    optimizer.step();
    double value = loss.item<float>();
    scope.DisposeEverything();
    if (shown.Contains(step))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step,6}{value,9:F4}{Tensor.TotalCount,14}{Environment.WorkingSet / 1048576.0,13:F1}{GC.GetTotalMemory(false) / 1048576.0,12:F1}"));
}
