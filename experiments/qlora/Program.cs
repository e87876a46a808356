using System.Text;
using Peft.Experiments;
using Peft.Experiments.QLora;
using Peft.Quantization;
using Peft.Samples;
using Peft.Samples.Demo.Reports;
using Peft.Transformers;
using static TorchSharp.torch;

Console.OutputEncoding = Encoding.UTF8;
if (CommandLine.Read(args, Options.Help, new Options(), Options.With, out int exitCode, o => Directory.CreateDirectory(o.Output)) is not { } options)
    return exitCode;

// One thread always adds in the same order.
set_num_threads(1);
var report = new StringBuilder();
var stories = Subject.Stories(options.Data);
if (stories is null)
    Console.WriteLine($"stories260K and its text are not in {options.Data}, so only the shipped model is run. help: --data DIR.\n");
foreach (var subject in new[] { Subject.Shipped(), stories }.OfType<Subject>())
{
    Tell($"### {subject.Name}: {subject.About}\n");
    Tell($"{options.Steps} steps, {options.Seeds} seeds.\n");
    Tell("| method | bits per base parameter | weight error | trained | held-out loss before | after | deviation |");
    Tell("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    var curves = new List<Series>();
    using var pretrained = LlamaForCausalLM.FromPretrained(subject.ModelFolder);
    var errors = QuantizationError.Compare(pretrained).ToDictionary(error => error.Form, error => error.Relative);
    foreach (var method in Method.All)
    {
        var runs = Enumerable.Range(1, options.Seeds).Select(seed => method.Train(subject, options.Steps, seed)).ToList();
        curves.Add(new Series(method.Name, method.Colour, [.. runs.SelectMany(r => r.HeldOut).GroupBy(p => p.Step).Select(g => (g.Key, g.Average(p => p.Loss)))]));
        double[] last = [.. runs.Select(r => r.HeldOut[^1].Loss)];
        string name = method.IsLora ? $"LoRA on {method.Base.Name}" : "full fine-tuning";
        Tell($"| {name} | {runs[0].BitsPerParameter:0.###} | {errors.GetValueOrDefault(method.Base.Name):0.0000} | {runs[0].Trainable:N0} | {runs[0].HeldOut[0].Loss:F3} | {last.Average():F4} | {Deviation(last):F4} |");
    }
    Tell($"\nWeight error: {string.Join(" < ", errors.Where(e => Method.All.Any(m => m.Base.Name == e.Key)).Select(e => $"{e.Key} {e.Value:0.0000}"))}.\n");
    File.WriteAllText(Path.Combine(options.Output, $"qlora-{subject.Name}.svg"), new LineChart(subject.Name, "step", "held-out loss", curves).ToSvg());
}
File.WriteAllText(Path.Combine(options.Output, "results.md"), report.ToString());
Console.WriteLine($"Written to {options.Output}: results.md and a chart for each model.");
return 0;

void Tell(string line)
{
    Console.WriteLine(line);
    report.Append(line).Append('\n');
}

// Of single runs, not of their mean.
static double Deviation(double[] values) => values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1));
