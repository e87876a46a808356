using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Reads what <see cref="TensorExtensionMethods.Save(Tensor, BinaryWriter)"/> wrote.</summary>
        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        /// <summary>Reads a tensor and closes the stream.</summary>
        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        public static Tensor Load(string location) => Load(File.OpenRead(location));

        /// <summary>Writes the archive that libtorch's <c>torch::save</c> writes; Python reads it with <c>torch.jit.load</c>.</summary>
        public void save(string location)
        {
            TorchError.Check(Shim.shim_save(Handle, location));
            GC.KeepAlive(this);
        }

        /// <summary>Reads what <see cref="save"/> wrote.</summary>
        public static Tensor load(string location) => new(TorchError.Check(Shim.shim_load(location)));
    }

    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);
}
