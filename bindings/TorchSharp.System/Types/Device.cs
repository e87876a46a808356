namespace TorchSharp;

public static partial class torch
{
    /// <summary>A kind of device and, where there are several, which one.</summary>
    public class Device
    {
        public Device(string description)
        {
            string[] parts = description.Split(':');
            type = ParseType(parts[0], description);
            index = parts.Length == 1 ? -1
                : parts.Length == 2 && int.TryParse(parts[1], out int i) && i >= 0 ? i
                : throw new FormatException($"Invalid device description '{description}'; examples of valid ones: cpu, cuda, cuda:1.");
        }

        public Device(string deviceType, int index = -1) => (type, this.index) = (ParseType(deviceType, deviceType), index);

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(int index) => (type, this.index) = (DeviceType.CUDA, index);

        public DeviceType type { get; }

        public int index { get; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => index < 0 || type == DeviceType.CPU ? Name : $"{Name}:{index}";

        private string Name => type.ToString().ToLowerInvariant();

        private static DeviceType ParseType(string name, string description) =>
            Enum.TryParse(name, ignoreCase: true, out DeviceType type) && !int.TryParse(name, out _) ? type
            : throw new FormatException($"Invalid device description '{description}'; known kinds: {string.Join(", ", Enum.GetNames<DeviceType>()).ToLowerInvariant()}.");
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device MPS => new(DeviceType.MPS);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);
}
