using Peft.Samples.Pretrain.Tokenization;
using Peft.Samples.Pretrain.World;
using Peft.Tokenizers;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Samples.Pretrain.Training;

/// <summary>Makes the base model that the demo ships: its tokenizer and its weights.</summary>
public static class BaseModel
{
    private const int Seed = 1, MaxLength = 256, MostFacts = 3, StoriesForTokens = 4000, Merges = 700;

    /// <summary>Trains the tokenizer and writes its files. The same code gives the same files.</summary>
    public static void WriteTokenizer(string folder)
    {
        var dice = new Dice(Seed);
        var stories = Enumerable.Range(0, StoriesForTokens).Select(_ => Stories.Next(dice, MostFacts));
        TokenizerFiles.Write(folder, BpeTrainer.Train(stories, Merges), MaxLength);
    }

    /// <summary>Writes the tokenizer, trains the model, and writes it beside.</summary>
    public static void Write(string folder, int steps)
    {
        WriteTokenizer(folder);
        var tokenizer = Tokenizer.FromFolder(folder);
        manual_seed(Seed);
        // One thread adds in the same order every time, and a model this small gains little from a second.
        set_num_threads(1);
        using var model = new LlamaForCausalLM(Shape(tokenizer));
        Console.WriteLine($"{model.parameters().Sum(p => p.numel()):N0} parameters, {tokenizer.VocabularySize} tokens.");
        Initialization.Apply(model);
        Pretraining.Run(model, new StoryBatches(new Dice(Seed), tokenizer), MostFacts, steps);
        model.SavePretrained(folder);
    }

    private static LlamaConfig Shape(Tokenizer tokenizer) => new()
    {
        VocabSize = tokenizer.VocabularySize,
        HiddenSize = 128,
        IntermediateSize = 352,
        NumHiddenLayers = 4,
        NumAttentionHeads = 4,
        MaxPositionEmbeddings = MaxLength,
        TieWordEmbeddings = true,
        BosTokenId = tokenizer.BosTokenId,
        EosTokenId = [tokenizer.EosTokenId!.Value],
        PadTokenId = tokenizer.PadTokenId,
    };
}
