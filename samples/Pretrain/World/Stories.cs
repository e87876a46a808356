using System.Globalization;

namespace Peft.Samples.Pretrain.World;

/// <summary>
/// The corpus that the base model is pretrained on: facts told twice, facts with questions and answers, and a few lists,
/// sums and spelling lessons. It is plain English; there are no instructions and no records in it.
/// </summary>
public static class Stories
{
    /// <param name="dice">Decides everything.</param>
    /// <param name="maxFacts">How many facts a story tells at most: one at first, more once the model can follow one.</param>
    public static string Next(Dice dice, int maxFacts) => dice.Roll(20) switch
    {
        < 9 => Retelling(dice, maxFacts),
        < 17 => Quiz(dice, maxFacts),
        17 => ShoppingList(dice),
        18 => Sums(dice),
        _ => Spelling(dice),
    };

    private static string Retelling(Dice dice, int maxFacts)
    {
        var facts = Fact.DrawDifferent(dice, 1 + dice.Roll(maxFacts));
        string first = Join(facts.Select(f => f.Tell(dice.Pick(Patterns.Facts))));
        if (dice.Chance(0.3))
            return $"{first}\n{dice.Pick(Patterns.Parrot)} {first}";
        string second = Join(dice.Pick(facts, facts.Count).Select(f => f.Tell(dice.Pick(Patterns.Facts))));
        return $"{Title(dice, facts[0])}{Aside(dice)}{first}\n{dice.Pick(Patterns.Again)} {second}";
    }

    private static string Quiz(Dice dice, int maxFacts)
    {
        var facts = Fact.DrawDifferent(dice, 1 + dice.Roll(maxFacts));
        string story = Join(facts.Select(f => f.Tell(dice.Pick(Patterns.Facts))));
        var questions = facts.SelectMany(f => Patterns.Questions.Select(f.Tell)).ToList();
        return $"{Title(dice, facts[0])}{Aside(dice)}{story}\n{string.Join('\n', dice.Pick(questions, 3 + dice.Roll(3)))}";
    }

    private static string ShoppingList(Dice dice) =>
        $"{dice.Pick(Words.People)} wrote a list for {dice.Pick(Words.Days)}: {string.Join("; ", dice.Pick(Words.Items, 3 + dice.Roll(4)))}.";

    private static string Sums(Dice dice)
    {
        var lines = Enumerable.Range(0, 2 + dice.Roll(3)).Select(_ => (A: 1 + dice.Roll(5), B: 1 + dice.Roll(4)));
        return $"{dice.Pick(Words.People)} did sums at school.\n{string.Join('\n', lines.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.A} + {s.B} = {s.A + s.B}")))}";
    }

    private static string Spelling(Dice dice)
    {
        var words = dice.Pick(Patterns.SpellingWords, 3 + dice.Roll(3));
        return $"{dice.Pick(Words.People)} learned to spell these words: {string.Join(", ", words)}.\n{string.Join('\n', words.Select(w => $"{w}: {string.Join(' ', w.ToCharArray())}"))}";
    }

    private static string Title(Dice dice, Fact fact) => dice.Chance(0.15) ? fact.Tell(dice.Chance(0.5) ? "# The {item}\n" : "# A day at the {place}\n") : "";

    private static string Aside(Dice dice) => dice.Chance(0.3) ? dice.Pick(Patterns.Idle) + " " : "";

    private static string Join(IEnumerable<string> sentences) => string.Join(' ', sentences);
}
