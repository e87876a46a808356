namespace Peft.Samples.Pretrain.World;

/// <summary>The sentences of the small world.</summary>
public static class Patterns
{
    /// <summary>Ways to tell a whole fact.</summary>
    public static readonly string[] Facts =
        [
            "On {day} {who} {did} a {colour} {item} at the {place}.",
            "{who} {did} a {colour} {item} at the {place} on {day}.",
            "At the {place}, {who} {did} a {colour} {item} on {day}.",
            "The {colour} {item} was {done} by {who} at the {place} on {day}.",
            "It was {day}, and {who} was at the {place}. {she} {did} a {colour} {item} there.",
            "{who} went to the {place} on {day} and {did} a {colour} {item}.",
            "On {day}, a {colour} {item} was {done} at the {place} by {who}.",
            "{who} came home from the {place} on {day}. {she} had {done} a {colour} {item}.",
            "\"I {did} a {colour} {item} at the {place} on {day},\" said {who}.",
            "Last {day} at the {place}, {who} {did} a {item}. It was {colour}.",
            "The {item} that {who} {did} on {day} at the {place} was {colour}.",
            "Do you remember that {day} at the {place}? {who} {did} a {colour} {item}.",
            "A {item} was {done} at the {place}. It was {day}, the {item} was {colour}, and it was {who} who had {done} it.",
            "The day was {day}, the place was the {place}, and {who} {did} a {item} of {colour} colour.",
        ];

    /// <summary>What comes between a fact and the same fact told again.</summary>
    public static readonly string[] Again = ["In other words:", "That is to say:", "To say it again:", "Once more:", "In short:", "You could also say:"];

    /// <summary>What comes between a fact and the very same words.</summary>
    public static readonly string[] Parrot = ["The parrot said it again:", "The parrot repeated every word:", "And the parrot:"];

    /// <summary>Questions that one fact among several answers, with the answer.</summary>
    public static readonly string[] Questions =
        [
            "Who {did} the {item}? It was {who}.",
            "Who was at the {place}? It was {who}.",
            "Who {did} something on {day}? It was {who}.",
            "What did {who} {do}? The {colour} {item}.",
            "What thing was {done} at the {place}? The {item}.",
            "What colour was the {item}? It was {colour}.",
            "Which colour did {who} choose? The colour was {colour}.",
            "Where was {who}? At the {place}.",
            "Where was the {item} {done}? At the {place}.",
            "When was {who} at the {place}? On {day}.",
            "Which day was it when {who} {did} the {item}? It was {day}.",
            "On which day was the {item} {done}? On {day}.",
        ];

    /// <summary>Words that are learned at school.</summary>
    public static readonly string[] SpellingWords =
        ["who", "what", "where", "when", "which", "item", "thing", "colour", "place", "day", "word", "story", "page", "week", "street", "window"];

    /// <summary>Sentences that say nothing about any fact.</summary>
    public static readonly string[] Idle =
        [
            "The sun was shining.", "It rained all morning.", "The children turned the page.", "Everybody went home.", "The wind was cold.", "Birds were singing.", "The old man told a story.",
            "They wrote every sentence into a little book.", "The teacher kept a record of it.", "Then the door opened.", "Nobody said a word.", "The train was late again.", "It was a long week.",
            "The soup was hot.", "A dog ran down the street.", "The windows were open.", "Somebody played the piano.", "The lights went out.", "They laughed and laughed.", "The bus stopped here.",
        ];
}
