using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Turns the shim's error codes into exceptions; an exception that a C# callback threw comes back as itself.</summary>
internal static unsafe class TorchError
{
    private const int Managed = 2, Memory = 3;

    internal static int Check(int result)
    {
        if (result < 0)
            Throw();
        return result;
    }

    internal static nint Check(nint result)
    {
        if (result == 0)
            Throw();
        return result;
    }

    internal static void Throw()
    {
        int kind;
        nint token;
        string message = Marshal.PtrToStringUTF8((nint)Shim.shim_last_error(&kind, &token))!;
        if (kind == Managed)
        {
            var handle = GCHandle.FromIntPtr(token);
            var thrown = (ExceptionDispatchInfo)handle.Target!;
            handle.Free();
            thrown.Throw();
        }
        throw kind == Memory ? new OutOfMemoryException(message) : new ExternalException(message);
    }

    /// <summary>Hands an exception to the shim: the other half of <see cref="Throw"/>.</summary>
    internal static int Pass(Exception exception, nint* token)
    {
        *token = GCHandle.ToIntPtr(GCHandle.Alloc(ExceptionDispatchInfo.Capture(exception)));
        return -1;
    }
}
