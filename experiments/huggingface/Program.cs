using System.Globalization;
using Peft.Experiments.HuggingFace;
using TorchSharp;

// LoRA, DoRA and QLoRA on a Llama with random weights, beside Hugging Face PEFT on the same device: ./build.sh experiment huggingface [SHAPE] [cpu|cuda]
string name = args.Length > 0 ? args[0] : "tiny";
string device = args.Length > 1 ? args[1] : torch.cuda.is_available() ? "cuda" : "cpu";
if (!Shape.All.TryGetValue(name, out Shape? shape) || device is not ("cpu" or "cuda"))
{
    Console.Error.WriteLine($"usage: ./build.sh experiment huggingface [{string.Join('|', Shape.All.Keys)}] [cpu|cuda]");
    return 2;
}
string? python = PythonTorch.Find("peft");
Console.WriteLine($"{shape}, LoRA r = {Shape.Rank} on all linear layers, AdamW, {shape.DtypeOn(device)} on {device}; tokens/s");
Console.WriteLine($"{"method",-10}{"training",12}{"Python",10}{"ratio",8}{"decoding",12}{"Python",10}{"ratio",8}");
foreach (Method method in Enum.GetValues<Method>())
{
    Speeds ours = Subject.Measure(shape, method, device);
    Speeds? theirs = python is null || method == Method.QLoRA ? null : Reference.Measure(python, shape, method, device);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{method,-10}{ours.Training,12:F0}{theirs?.Training,10:F0}{ours.Training / theirs?.Training,8:F2}{ours.Decoding,12:F1}{theirs?.Decoding,10:F1}{ours.Decoding / theirs?.Decoding,8:F2}"));
}
if (python is null)
    Console.WriteLine("No Python on this machine imports torch and peft, so there is nothing to compare with.");
return 0;
