using System.Text.Json;
using Peft.Tokenizers;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Samples.Demo;

/// <summary>An example of the instruction data: what the model is asked, the right answer, and both as tokens.</summary>
internal sealed record Example(string Input, string Prompt, string Answer, int[] PromptTokens, int[] AnswerTokens)
{
    public int Length => PromptTokens.Length + AnswerTokens.Length;
}

/// <summary>Reads examples and makes batches of them.</summary>
internal static class Dataset
{
    /// <summary>Reads a file of JSON lines with <c>instruction</c>, <c>input</c> and <c>output</c>, and puts each into Alpaca's prompt.</summary>
    public static List<Example> Read(string path, Tokenizer tokenizer) => [.. File.ReadLines(path).Select(line =>
    {
        var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(line)!;
        string prompt = $"### Instruction:\n{fields["instruction"]}\n\n### Input:\n{fields["input"]}\n\n### Response:\n";
        return new Example(fields["input"], prompt, fields["output"], tokenizer.Encode(prompt),
            [.. tokenizer.Encode(fields["output"], addSpecialTokens: false), tokenizer.EosTokenId!.Value]);
    })];

    /// <summary>Shuffles the examples and cuts them into batches, again and again.</summary>
    public static IEnumerable<Example[]> Batches(List<Example> examples, int size, int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            var order = examples.ToArray();
            random.Shuffle(order);
            foreach (var batch in order.Chunk(size).Where(b => b.Length == size))
                yield return batch;
        }
    }

    /// <summary>Tokens and labels, both (batch, length). Only the answer's tokens have labels: the model is not taught to ask.</summary>
    public static (Tensor Tokens, Tensor Labels) ToTensors(IReadOnlyList<Example> batch)
    {
        var padded = TokenBatch.Pad([.. batch.Select(e => e.PromptTokens.Concat(e.AnswerTokens).ToArray())], [.. batch.Select(e => e.PromptTokens.Length)]);
        padded.Mask.Dispose();   // the padding is on the right, where a causal model never looks back at it
        return (padded.Ids, padded.Labels);
    }
}
