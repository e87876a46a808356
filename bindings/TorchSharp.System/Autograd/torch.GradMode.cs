using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>No graph is recorded on this thread until the result is disposed.</summary>
    public static IDisposable no_grad() => new AutoGradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    public static bool is_grad_enabled() => AutoGradMode.IsEnabled;

    /// <summary>As <see cref="no_grad"/>, and without version counters: what is computed inside can never take part in autograd.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => InferenceMode.IsEnabled;
}

/// <summary>Sets the grad mode of the thread, and sets it back when disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly int _previous = Shim.shim_grad_mode();

    internal AutoGradMode(bool enabled) => Shim.shim_set_grad_mode(enabled ? 1 : 0);

    internal static bool IsEnabled => Shim.shim_grad_mode() != 0;

    public void Dispose() => Shim.shim_set_grad_mode(_previous);
}

/// <summary>A native inference-mode guard; it must be disposed on the thread that made it.</summary>
internal sealed class InferenceMode(bool enabled) : IDisposable
{
    private nint _guard = Shim.shim_enter_inference_mode(enabled ? 1 : 0);

    internal static bool IsEnabled => Shim.shim_is_inference_mode() != 0;

    public void Dispose()
    {
        nint guard = Interlocked.Exchange(ref _guard, 0);
        if (guard != 0)
            Shim.shim_leave_inference_mode(guard);
    }
}
