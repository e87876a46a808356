using Peft.Samples.Demo;
using Peft.Tokenizers;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Experiments;

/// <summary>A pretrained model, and what it is fine-tuned on: tokens and labels, both (batch, length).</summary>
internal sealed record Subject(string Name, string About, string ModelFolder, Func<int, IEnumerable<(Tensor Tokens, Tensor Labels)>> Batches, Func<(Tensor Tokens, Tensor Labels)> HeldOut)
{
    private const int BatchSize = 8, HeldOutSize = 48;

    /// <summary>The demo's model and task: sentences become records, and the loss is that of the records' tokens.</summary>
    public static Subject Shipped()
    {
        string folder = AppContext.BaseDirectory, model = Path.Combine(folder, "model");
        var tokenizer = Tokenizer.FromFolder(model);
        var train = Dataset.Read(Path.Combine(folder, "data/train.jsonl"), tokenizer);
        var heldOut = Dataset.Read(Path.Combine(folder, "data/heldout.jsonl"), tokenizer).Take(HeldOutSize).ToList();
        return new("shipped", "the demo's model, sentences to records", model, seed => Dataset.Batches(train, BatchSize, seed).Select(Dataset.ToTensors), () => Dataset.ToTensors(heldOut));
    }

    /// <summary>stories260K, which has read children's stories, on Shakespeare; null if the files are not there.</summary>
    public static Subject? Stories(string data)
    {
        const int Length = 64, Characters = 200_000;
        string model = Path.Combine(data, "stories260K", "hf"), text = Path.Combine(data, "datasets", "tinyshakespeare", "input.txt");
        if (!Directory.Exists(model) || !File.Exists(text))
            return null;
        var pieces = Tokenizer.FromFolder(model).Encode(File.ReadAllText(text)[..Characters], addSpecialTokens: false).Chunk(Length).Where(p => p.Length == Length).ToList();
        var train = pieces[..^HeldOutSize];
        return new("stories260K", "children's stories to Shakespeare", model, batches, () => ToTensors(pieces[^HeldOutSize..]));

        IEnumerable<(Tensor, Tensor)> batches(int seed)
        {
            var random = new Random(seed);
            while (true)
                yield return ToTensors(random.GetItems(train.ToArray(), BatchSize));
        }
    }

    private static (Tensor Tokens, Tensor Labels) ToTensors(IReadOnlyList<int[]> rows)
    {
        var tokens = tensor([.. rows.SelectMany(row => row.Select(id => (long)id))], rows.Count, rows[0].Length);
        return (tokens, tokens);
    }
}
