using TorchSharp.Native;

namespace TorchSharp;

/// <summary>While on, for all threads, a backward that makes a NaN fails.</summary>
public unsafe class AnomalyMode : IDisposable
{
    private readonly bool _wasEnabled = IsEnabled, _didCheckNaN = ShouldCheckNaN;

    public AnomalyMode(bool enabled, bool check_nan = true) => Set(enabled, check_nan);

    public static bool IsEnabled
    {
        get
        {
            int checkNaN;
            return Shim.shim_anomaly_mode(&checkNaN) != 0;
        }
    }

    public static bool ShouldCheckNaN
    {
        get
        {
            int checkNaN;
            _ = Shim.shim_anomaly_mode(&checkNaN);
            return checkNaN != 0;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            Set(_wasEnabled, _didCheckNaN);
    }

    private static void Set(bool enabled, bool checkNaN) => Shim.shim_set_anomaly_mode(enabled ? 1 : 0, checkNaN ? 1 : 0);
}
