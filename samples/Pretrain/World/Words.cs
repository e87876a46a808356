namespace Peft.Samples.Pretrain.World;

/// <summary>Everything that exists in the small world.</summary>
public static class Words
{
    public static readonly string[] Women =
        ["Mia", "Anna", "Clara", "Ella", "Greta", "Hanna", "Ida", "Julia", "Lena", "Nora", "Olga", "Paula", "Rosa", "Sara", "Tina", "Vera", "Zoe", "Emma", "Lily", "Maria"];

    public static readonly string[] Men =
        ["Tom", "Adam", "Ben", "Carl", "David", "Emil", "Felix", "Georg", "Hugo", "Ivan", "Jonas", "Karl", "Leo", "Max", "Nico", "Oscar", "Paul", "Rolf", "Simon", "Theo"];

    public static readonly string[] Items =
        [
            "apple", "ball", "basket", "bell", "book", "bottle", "box", "brush", "button", "cake", "candle", "chair", "clock", "coat", "coin", "cup", "doll", "drum", "feather", "flag",
            "flower", "hammer", "hat", "key", "kite", "ladder", "lamp", "map", "mask", "mirror", "needle", "pear", "pencil", "ring", "rope", "scarf", "shell", "shoe", "spoon", "vase",
        ];

    public static readonly string[] Colours = ["red", "blue", "green", "yellow", "white", "black", "brown", "pink", "grey", "purple", "silver", "golden"];

    public static readonly string[] Places =
        ["market", "beach", "station", "harbour", "library", "school", "park", "museum", "bakery", "farm", "castle", "lake", "mill", "tower", "theatre", "bridge", "zoo", "fair", "church", "hotel"];

    public static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static readonly Verb[] Verbs =
        [
            new("buy", "bought", "bought"), new("find", "found", "found"), new("lose", "lost", "lost"), new("sell", "sold", "sold"), new("see", "saw", "seen"),
            new("hide", "hid", "hidden"), new("draw", "drew", "drawn"), new("take", "took", "taken"), new("clean", "cleaned", "cleaned"), new("carry", "carried", "carried"),
        ];

    public static readonly string[] People = [.. Women, .. Men];

    public static string Pronoun(string person) => Women.Contains(person) ? "she" : "he";
}

/// <summary>What can be done with a thing: to see it, I saw it, it was seen.</summary>
public sealed record Verb(string Infinitive, string Past, string Participle);
