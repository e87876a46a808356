using System.Buffers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Checkpoints;

public sealed partial class SafetensorsFile
{
    /// <summary>
    /// Reads a tensor into memory of its own on the CPU. Its type is the file's; 8-bit floats become float32, unsigned integers the next larger signed ones.
    /// </summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>A new tensor, which belongs to the current dispose scope, if there is one.</returns>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    /// <exception cref="CheckpointFormatException">Torch has no type for the values: 4- or 6-bit floats, or an unsigned 64-bit integer above 2^63 - 1.</exception>
    public Tensor Read(string name)
    {
        SafetensorInfo info = Find(name);
        using DisposeScope scope = NewDisposeScope();
        Tensor tensor = empty([.. info.Shape], TypeOf(info), CPU);
        Fill(tensor, info);
        return scope.MoveToOuter(tensor);
    }

    /// <summary>Reads a tensor's values into another: straight into its memory if that is contiguous, on the CPU and of the type that <see cref="Read"/> gives, otherwise as <c>copy_</c> converts. Gradients do not see it.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Gets the values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another shape.</exception>
    /// <inheritdoc cref="Read" path="/exception"/>
    public void ReadInto(string name, Tensor destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        SafetensorInfo info = Find(name);
        if (!info.Shape.SequenceEqual(destination.shape))
        {
            throw new ArgumentException($"Tensor {info} cannot be read into one of shape [{string.Join(", ", destination.shape)}]. help: Give one of its shape.", nameof(destination));
        }

        using IDisposable noGrad = no_grad();
        if (destination.device_type == DeviceType.CPU && destination.is_contiguous() && destination.dtype == TypeOf(info))
        {
            Fill(destination, info);
            return;
        }

        using Tensor value = Read(name);
        destination.copy_(value);
    }

    /// <summary>Reads every tensor, in the order of the data.</summary>
    /// <returns>New tensors by name, which belong to the current dispose scope, if there is one.</returns>
    /// <exception cref="CheckpointFormatException">A tensor cannot be read: see <see cref="Read"/>.</exception>
    public Dictionary<string, Tensor> ReadAll()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = Tensors.Keys.ToDictionary(name => name, Read);
        scope.MoveToOuter(tensors.Values);
        return tensors;
    }

    private void Fill(Tensor tensor, SafetensorInfo info)
    {
        SafetensorsWidening? widening = SafetensorsWidening.For(info.DType);
        TensorMemory.ForEachPiece(tensor, (piece, firstElement) =>
        {
            long position = _header.DataStart + info.Begin + (firstElement * info.DType.Bits() / 8);
            if (widening is null)
            {
                _file.ReadExactly(piece, position, Path);
            }
            else
            {
                ReadWidened(info, widening, piece, position);
            }
        });
    }

    private ScalarType TypeOf(SafetensorInfo info) => info.DType.TryGetTorchType(out ScalarType type) ? type
        : SafetensorsWidening.For(info.DType)?.TorchType ?? throw NotRepresentable(info, $"torch has no type for {info.DType}.");

    private void ReadWidened(SafetensorInfo info, SafetensorsWidening widening, Span<byte> piece, long position)
    {
        int length = piece.Length / widening.TorchType.ElementSize() * (info.DType.Bits() / 8);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> source = buffer.AsSpan(0, length);
            _file.ReadExactly(source, position, Path);
            widening.Convert(source, piece);
        }
        catch (OverflowException e)
        {
            throw NotRepresentable(info, $"a value is larger than {long.MaxValue}, the largest integer torch has.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private CheckpointFormatException NotRepresentable(SafetensorInfo info, string problem, Exception? cause = null) =>
        new(Path, problem, "Read the raw bytes with ReadBytes and convert them as your program needs.", info.Name, _header.DataStart + info.Begin, cause);
}
