namespace Peft.Samples.Pretrain.World;

/// <summary>A seeded source of random choices (SplitMix64) that gives the same ones on every machine and every version of .NET.</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to, not including, <paramref name="sides"/>.</summary>
    public int Roll(int sides) => (int)(Next() % (ulong)sides);

    public bool Chance(double probability) => (Next() >> 11) / (double)(1UL << 53) < probability;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Roll(choices.Count)];

    /// <summary>A number of different choices, in random order.</summary>
    public List<T> Pick<T>(IReadOnlyList<T> choices, int count)
    {
        var rest = choices.ToList();
        var picked = new List<T>(count);
        for (int i = 0; i < count; i++)
        {
            int at = Roll(rest.Count);
            picked.Add(rest[at]);
            rest.RemoveAt(at);
        }
        return picked;
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
