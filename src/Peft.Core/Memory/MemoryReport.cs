using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Peft;

/// <summary>What a model and its training take, as it was when the report was made.</summary>
/// <param name="Use">Bytes by category.</param>
/// <param name="LiveTensors">How many tensor objects are alive in the process, as TorchSharp counts: the tensor that a parameter was made of counts for ever.</param>
/// <param name="Resident">What of the process is in the host's memory, in bytes: torch and .NET themselves too, and what the C library holds back of memory that was freed.</param>
/// <param name="PeakResident">The most that <paramref name="Resident"/> has been.</param>
public sealed record MemoryReport(MemoryUse Use, long LiveTensors, long Resident, long PeakResident)
{
    /// <summary>Measures what a model and the optimizers that train it take now.</summary>
    /// <param name="model">Any model, with adapters or without.</param>
    /// <param name="optimizers">Those that train it.</param>
    public static MemoryReport Of(nn.Module model, params optim.Optimizer[] optimizers)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizers);
        using var process = Process.GetCurrentProcess();
        return new(MemoryCount.Of(model, optimizers), Tensor.TotalCount, process.WorkingSet64, process.PeakWorkingSet64);
    }

    /// <summary>One line for each number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Use}\n{MemoryUse.Table([("resident", Resident), ("peak resident", PeakResident)])}\n{"live tensors",-28}{LiveTensors,12:N0}");
}
