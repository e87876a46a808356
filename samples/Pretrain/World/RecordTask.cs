namespace Peft.Samples.Pretrain.World;

/// <summary>An instruction, what it is about, and the right answer, under the names that Alpaca's data set gave them.</summary>
public sealed record Example(string Instruction, string Input, string Output);

/// <summary>
/// The instruction data: turn a sentence into a record. Held-out examples are about people and things that no training example names,
/// so that no answer can be had by heart.
/// </summary>
public static class RecordTask
{
    private const string Instruction = "Turn the sentence into a record.";
    private const int HeldOutPeople = 10, HeldOutItems = 10;

    /// <summary>The examples that the demo ships.</summary>
    public static (List<Example> Train, List<Example> HeldOut) Shipped() => Generate(seed: 7, train: 800, heldOut: 100);

    public static (List<Example> Train, List<Example> HeldOut) Generate(ulong seed, int train, int heldOut)
    {
        var dice = new Dice(seed);
        var hiddenPeople = dice.Pick(Words.People, HeldOutPeople).ToHashSet();
        var hiddenItems = dice.Pick(Words.Items, HeldOutItems).ToHashSet();
        return (Draw(dice, train, f => !hiddenPeople.Contains(f.Who) && !hiddenItems.Contains(f.Item)),
            Draw(dice, heldOut, f => hiddenPeople.Contains(f.Who) && hiddenItems.Contains(f.Item)));
    }

    private static List<Example> Draw(Dice dice, int count, Func<Fact, bool> accepts)
    {
        var drawn = new Dictionary<string, Example>();
        while (drawn.Count < count)
        {
            var fact = Fact.Draw(dice);
            if (accepts(fact))
                drawn.TryAdd(Record(fact), new Example(Instruction, fact.Tell(dice.Pick(Patterns.Facts)), Record(fact)));
        }
        return [.. drawn.Values];
    }

    private static string Record(Fact fact) => $"who = {fact.Who}; item = {fact.Item}; colour = {fact.Colour}; place = {fact.Place}; day = {fact.Day}";
}
