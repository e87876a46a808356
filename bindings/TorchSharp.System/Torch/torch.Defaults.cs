namespace TorchSharp;

public static partial class torch
{
    private static ScalarType s_defaultDtype = ScalarType.Float32;
    private static Device s_defaultDevice = new(DeviceType.CPU);

    /// <summary>Nothing to do: errors are thrown by the call that fails.</summary>
    public static void CheckForErrors()
    {
    }

    public static ScalarType get_default_dtype() => s_defaultDtype;

    public static void set_default_dtype(ScalarType dtype) =>
        s_defaultDtype = is_floating_point(dtype) ? dtype : throw new ArgumentException("only floating-point types are supported as the default type");

    public static void set_default_tensor_type(Tensor t) => set_default_dtype(t.dtype);

    public static Device get_default_device() => s_defaultDevice;

    public static void set_default_device(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        s_defaultDevice = device;
    }

    public static void set_default_device(string device) => set_default_device(new Device(device));

    /// <summary>The device to create on: the one given or the default one; it must be there.</summary>
    public static Device InitializeDevice(Device? device)
    {
        device ??= s_defaultDevice;
        InitializeDeviceType(device.type);
        return device;
    }

    /// <exception cref="InvalidOperationException">This libtorch cannot run on such devices here.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
            throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine: its libtorch has no such device.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType switch
    {
        DeviceType.CPU or DeviceType.META => true,
        DeviceType.CUDA => cuda.is_available(),
        _ => false,
    };
}
