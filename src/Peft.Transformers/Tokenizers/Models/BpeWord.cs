using System.Runtime.InteropServices;

namespace Peft.Tokenizers.Models;

/// <summary>A piece while its symbols are being joined: a linked list, and a queue of the pairs that can be joined.</summary>
internal sealed class BpeWord
{
    private const int None = -1;

    private readonly List<Symbol> _symbols = [];
    private readonly PriorityQueue<Candidate, (int Rank, int Position)> _queue = new();

    public void Add(ModelToken token)
    {
        int position = _symbols.Count;
        if (position > 0)
            At(position - 1).Next = position;
        _symbols.Add(new() { Id = token.Id, Start = token.Start, End = token.Start + token.Length, Previous = position - 1, Next = None });
    }

    public void ExtendLast(int length) => At(_symbols.Count - 1).End += length;

    /// <summary>Joins pairs, the lowest rank first and among equal ranks the leftmost, until none is left.</summary>
    public void Merge(BpeMerges merges)
    {
        for (int left = 0; left + 1 < _symbols.Count; left++)
            Consider(left, merges);
        while (_queue.TryDequeue(out var candidate, out var priority))
        {
            ref var left = ref At(priority.Position);
            if (left.Id != candidate.Left || left.Next == None || At(left.Next).Id != candidate.Right)
                continue;
            Join(ref left, priority.Position, candidate.Whole);
            Consider(priority.Position, merges);
            if (left.Previous != None)
                Consider(left.Previous, merges);
        }
    }

    public void CopyTo(ICollection<ModelToken> tokens)
    {
        for (int i = _symbols.Count == 0 ? None : 0; i != None; i = _symbols[i].Next)
            tokens.Add(new(_symbols[i].Id, _symbols[i].Start, _symbols[i].End - _symbols[i].Start));
    }

    private void Join(ref Symbol left, int position, int whole)
    {
        ref var right = ref At(left.Next);
        (left.Id, left.End, left.Next) = (whole, right.End, right.Next);
        right.Id = None;
        if (left.Next != None)
            At(left.Next).Previous = position;
    }

    private void Consider(int position, BpeMerges merges)
    {
        ref var left = ref At(position);
        if (left.Next != None && merges.TryGet(left.Id, At(left.Next).Id, out var merge))
            _queue.Enqueue(new(left.Id, At(left.Next).Id, merge.Id), (merge.Rank, position));
    }

    private ref Symbol At(int position) => ref CollectionsMarshal.AsSpan(_symbols)[position];

    private readonly record struct Candidate(int Left, int Right, int Whole);

    private struct Symbol
    {
        public int Id;
        public int Start;
        public int End;
        public int Previous;
        public int Next;
    }
}
