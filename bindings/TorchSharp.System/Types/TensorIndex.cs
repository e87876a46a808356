namespace TorchSharp;

public static partial class torch
{
    /// <summary>What stands in one place of <c>tensor[...]</c>; a number, a range or a pair of ends converts by itself.</summary>
    public struct TensorIndex
    {
        internal enum Kind
        {
            None, Single, Null, Ellipsis, Bool, Tensor, Slice,
        }

        private TensorIndex(Kind kind) => Which = kind;

        internal Kind Which { get; }

        /// <summary>The first of a slice, the position of a single one, or 1 for true.</summary>
        internal long? Start { get; private init; }

        internal long? Stop { get; private init; }

        internal long? Step { get; private init; }

        internal torch.Tensor? Indices { get; private init; }

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new(Kind.None);

        /// <inheritdoc cref="None"/>
        public static TensorIndex Null = new(Kind.Null);

        /// <summary>As many whole dimensions as are not indexed otherwise.</summary>
        public static TensorIndex Ellipsis = new(Kind.Ellipsis);

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon = new(Kind.Slice);

        /// <summary>From <paramref name="start"/> to before <paramref name="stop"/>; negative ends count from the end of the dimension.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice) { Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(Position(range.Start), range.End.Equals(Index.End) ? null : Position(range.End));

        /// <summary>A new dimension: of size 1 for true, of size 0 for false.</summary>
        public static TensorIndex Bool(bool value) => new(Kind.Bool) { Start = value ? 1 : 0 };

        /// <summary>One position; the dimension goes away.</summary>
        public static TensorIndex Single(long? index) => new(Kind.Single) { Start = index };

        /// <summary>Positions to gather, or a mask of one dimension or more.</summary>
        public static TensorIndex Tensor(torch.Tensor tensor) => new(Kind.Tensor) { Indices = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(Position(index));

        /// <summary>Only lets overload resolution see that indices and tensors do not mix; never converts.</summary>
        public static implicit operator torch.Tensor(TensorIndex value) => throw new InvalidOperationException("An index is not a tensor.");

        private static long Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
