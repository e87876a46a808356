using Microsoft.Extensions.Logging;
using Peft.Attachment;

namespace Peft;

internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Adapter {Name} ({Method}) attached to {Count} layers.")]
    internal static partial void AdapterAdded(ILogger logger, string name, string method, int count);

    [LoggerMessage(1001, LogLevel.Debug, "{Path}: {Strategy}, held by {References}.")]
    internal static partial void SiteAttached(ILogger logger, string path, SiteStrategy strategy, string references);

    [LoggerMessage(1002, LogLevel.Information, "Adapter {Name} loaded from {Folder}: {Tensors} tensors.")]
    internal static partial void AdapterLoaded(ILogger logger, string name, string folder, int tensors);

    [LoggerMessage(1004, LogLevel.Warning, "A forward pass has not reached {Missed} of {Count} adapted layers, first {Path}, held by {References}: the adapters there have no effect yet.")]
    internal static partial void NotReached(ILogger logger, int missed, int count, string path, string references);

    [LoggerMessage(1005, LogLevel.Warning, "{Folder}: {Problem}")]
    internal static partial void Unused(ILogger logger, string folder, string problem);

    [LoggerMessage(1007, LogLevel.Information, "{Path}: the merged weight was quantised again, with a relative error of {Error:G3}.")]
    internal static partial void MergeRequantized(ILogger logger, string path, double error);

    [LoggerMessage(1010, LogLevel.Information, "Adapter {Name} combined from {Sources} ({Combination}): {Distance} of the exact sum away from it.")]
    internal static partial void AdapterCombined(ILogger logger, string name, string sources, Merging.Combination combination, double distance);

    [LoggerMessage(1011, LogLevel.Warning, "Adapter {Name}: {Count} layers are smaller than its rank there, first {Path} ({Inputs} to {Outputs}, rank {Rank}): a lower one can do as much.")]
    internal static partial void RankAboveSize(ILogger logger, string name, int count, string path, long inputs, long outputs, int rank);

    [LoggerMessage(1003, LogLevel.Information, "Adapter {Name} saved to {Folder}: {Bytes} bytes.")]
    internal static partial void AdapterSaved(ILogger logger, string name, string folder, long bytes);
}
