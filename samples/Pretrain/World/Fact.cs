namespace Peft.Samples.Pretrain.World;

/// <summary>Something that happened: who did what with which thing, where and when.</summary>
public sealed record Fact(string Who, Verb Verb, string Item, string Colour, string Place, string Day)
{
    public static Fact Draw(Dice dice) => DrawDifferent(dice, 1)[0];

    /// <summary>Facts that share no person, thing, colour, place or day, so that every question about them has one answer.</summary>
    public static List<Fact> DrawDifferent(Dice dice, int count)
    {
        var people = dice.Pick(Words.People, count);
        var items = dice.Pick(Words.Items, count);
        var colours = dice.Pick(Words.Colours, count);
        var places = dice.Pick(Words.Places, count);
        var days = dice.Pick(Words.Days, count);
        return [.. Enumerable.Range(0, count).Select(i => new Fact(people[i], dice.Pick(Words.Verbs), items[i], colours[i], places[i], days[i]))];
    }

    /// <summary>Fills the braces of a sentence pattern with this fact.</summary>
    public string Tell(string pattern) => Capitalise(pattern
        .Replace("{who}", Who)
        .Replace("{she}", Words.Pronoun(Who))
        .Replace("{do}", Verb.Infinitive)
        .Replace("{did}", Verb.Past)
        .Replace("{done}", Verb.Participle)
        .Replace("{item}", Item)
        .Replace("{colour}", Colour)
        .Replace("{place}", Place)
        .Replace("{day}", Day));

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..].Replace(". she ", ". She ").Replace(". he ", ". He ");
}
