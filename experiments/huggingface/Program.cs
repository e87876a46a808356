using Peft.Experiments.HuggingFace;
using Peft.Samples;

if (CommandLine.Read(args, Options.Help, Options.Default, Options.With, out int exitCode) is not { } options)
    return exitCode;
string? python = PythonTorch.Find("peft");
Console.WriteLine($"{options.Model.Name}, {options.Batch} x {options.Length} tokens, LoRA r = {Options.Rank} on all linear layers but the output, AdamW, {options.Dtype} on {options.Device}; tokens/s");
Console.WriteLine($"{"method",-10}{"training",12}{"Python",10}{"ratio",8}{"decoding",12}{"Python",10}{"ratio",8}");
foreach (Method method in Enum.GetValues<Method>())
{
    Speeds ours = Subject.Measure(options, method);
    Speeds? theirs = python is null || method == Method.QLoRA ? null : Reference.Measure(python, options, method);
    Console.WriteLine($"{method,-10}{ours.Training,12:F0}{theirs?.Training,10:F0}{ours.Training / theirs?.Training,8:F2}{ours.Decoding,12:F1}{theirs?.Decoding,10:F1}{ours.Decoding / theirs?.Decoding,8:F2}");
}
if (python is null)
    Console.WriteLine("No Python on this machine imports torch and peft, so there is nothing to compare with.");
return 0;
