using System.Runtime.InteropServices;

namespace Peft.Optimizers;

/// <summary>Pages of mapped files.</summary>
internal static unsafe partial class Pages
{
    // Linux 5.14 and later: reads pages and makes them writable, all in one call.
    private const int PopulateWrite = 23;

    // Takes 2 MiB at a time of memory that lies together, which is then mapped with one entry.
    private const int HugePage = 14;

    /// <summary>Has new pages made and mapped many at a time, where the system can.</summary>
    internal static void PreferHuge(byte* start, long bytes)
    {
        if (OperatingSystem.IsLinux())
            _ = Advise(start, (nuint)bytes, HugePage);
    }

    /// <summary>Brings mapped pages into memory, ready to be written to.</summary>
    internal static void Populate(byte* start, long bytes)
    {
        if (OperatingSystem.IsLinux() && Advise(start, (nuint)bytes, PopulateWrite) == 0)
            return;
        for (long offset = 0; offset < bytes; offset += Environment.SystemPageSize)
            Volatile.Write(ref start[offset], Volatile.Read(ref start[offset]));
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
