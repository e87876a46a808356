using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>TorchSharp's own file form of a tensor: element type, number of dimensions and sizes as 7-bit encoded integers, then the elements.</summary>
public static partial class TensorExtensionMethods
{
    private const int BufferSize = 1 << 16;

    /// <summary>Makes a parameter of a tensor, which is not to be used any more.</summary>
    public static Parameter AsParameter(this Tensor tensor) => new(tensor);

    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using var scope = NewDisposeScope();
        long[] shape = tensor.shape;
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(shape.Length);
        foreach (long size in shape)
            writer.Write7BitEncodedInt64(size);
        tensor.cpu().contiguous().WriteBytesToStream(writer.BaseStream, BufferSize);
    }

    /// <summary>Writes the tensor and closes the stream.</summary>
    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location) => tensor.Save(File.Create(location));

    /// <summary>Reads saved values into a tensor of the same type and shape, or passes over them.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false) => Load(ref tensor!, reader, skip);

    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        Tensor? tensor = null;
        Load(ref tensor, reader, skip);
        return tensor!;
    }

    /// <summary>As the other overloads; makes the tensor where there is none, of zeros if its values are passed over.</summary>
    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Read7BitEncodedInt64();
        var shape = new long[reader.Read7BitEncodedInt64()];
        for (int i = 0; i < shape.Length; i++)
            shape[i] = reader.Read7BitEncodedInt64();
        if (tensor is not null && tensor.dtype != type)
            throw Mismatch("type", type, tensor.dtype);
        if (tensor is not null && !skip && !tensor.shape.SequenceEqual(shape))
            throw Mismatch("shape", string.Join('x', shape), string.Join('x', tensor.shape));
        tensor ??= skip ? zeros(shape, type) : empty(shape, type);
        if (skip)
            reader.BaseStream.Seek(shape.Aggregate(type.ElementSize(), (long bytes, long size) => bytes * size), SeekOrigin.Current);
        else
            Fill(tensor, reader.BaseStream);
    }

    private static void Fill(Tensor tensor, Stream stream)
    {
        if (tensor.device_type == DeviceType.CPU && tensor.is_contiguous())
        {
            tensor.ReadBytesFromStream(stream, BufferSize);
            return;
        }
        using var _ = no_grad();
        using var read = empty(tensor.shape, tensor.dtype, CPU);
        read.ReadBytesFromStream(stream, BufferSize);
        tensor.copy_(read);
    }

    private static ArgumentException Mismatch(string what, object saved, object present) =>
        new($"Mismatched tensor {what} while loading: {saved} was saved, the target has {present}. help: load into the same model as was saved.");
}
