using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Samples.Demo;

/// <summary>Claims that are checked while the demo runs; one that does not hold makes the demo fail.</summary>
internal sealed class Proofs
{
    public bool AllHold { get; private set; } = true;

    public void Check(string claim, bool holds, string evidence)
    {
        AllHold &= holds;
        Console.WriteLine($"  {(holds ? "[proved]" : "[FAILED]")} {claim}: {evidence}");
    }

    /// <summary>The largest difference between two outputs.</summary>
    public static double LargestDifference(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return (left - right).abs().max().item<float>();
    }

    /// <summary>How many weights of a model differ, in as much as a bit, from those of another.</summary>
    public static long DifferentWeights(LlamaForCausalLM left, LlamaForCausalLM right)
    {
        using var scope = NewDisposeScope();
        var others = right.state_dict();
        return left.state_dict().Sum(weight => weight.Value.ne(others[weight.Key]).sum().item<long>());
    }
}
