using static TorchSharp.torch;

namespace Peft.Checkpoints;

/// <summary>Access to a tensor's memory in pieces that a span can hold, whatever the tensor's size.</summary>
internal static class TensorMemory
{
    /// <summary>The size of a piece: large enough to be fast, small enough to stop soon when asked to.</summary>
    internal const int PieceBytes = 1 << 24;

    /// <summary>Receives a piece of a tensor's memory and the piece's position in the tensor, counted in elements.</summary>
    internal delegate void PieceAction(Span<byte> piece, long firstElement);

    /// <summary>Calls <paramref name="action"/> with each piece of the tensor's memory, in order.</summary>
    /// <param name="tensor">A contiguous tensor on the CPU.</param>
    /// <param name="action">May read and write the piece it is given.</param>
    internal static void ForEachPiece(Tensor tensor, PieceAction action)
    {
        using IDisposable noGrad = no_grad();
        using Tensor flat = tensor.view(-1);
        long count = flat.NumberOfElements;
        long step = PieceBytes / flat.ElementSize;
        for (long first = 0; first < count; first += step)
        {
            using Tensor piece = flat.narrow(0, first, Math.Min(step, count - first));
            action(piece.bytes, first);
        }
    }
}
