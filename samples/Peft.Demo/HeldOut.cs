using Peft.Generation;
using Peft.Tokenizers;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Samples.Demo;

/// <summary>What is asked of a model on the examples that it is not trained on.</summary>
internal sealed class HeldOut(IReadOnlyList<Example> examples, Tokenizer tokenizer)
{
    private readonly GenerationOptions _options = new() { MaxNewTokens = 40, StopTokens = [tokenizer.EosTokenId!.Value] };

    public IReadOnlyList<Example> Examples => examples;

    /// <summary>The model's own answers, each token the most probable one.</summary>
    public List<string> Answers(LlamaForCausalLM model) =>
        [.. model.GenerateBatch([.. examples.Select(e => e.PromptTokens)], _options).Select(tokens => tokenizer.Decode(tokens))];

    /// <summary>How the model goes on with a text, up to the end of the line.</summary>
    public string Continue(LlamaForCausalLM model, string text) => model.GenerateText(tokenizer, text, _options).Split('\n')[0].Trim();

    /// <summary>The share of answers that are exactly right.</summary>
    public double Accuracy(IEnumerable<string> answers) => answers.Zip(examples, (answer, example) => answer == example.Answer ? 1.0 : 0).Average();

    /// <summary>The mean loss of the right answers' tokens.</summary>
    public double Loss(LlamaForCausalLM model)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (tokens, labels) = Dataset.ToTensors(examples);
        return LlamaForCausalLM.Loss(model.call(tokens), labels).item<float>();
    }

    /// <summary>The model's output for every position of every example; the caller owns it.</summary>
    public Tensor Logits(LlamaForCausalLM model)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return model.call(Dataset.ToTensors(examples).Tokens).MoveToOuterDisposeScope();
    }
}
