using System.Reflection;
using BenchmarkDotNet.Running;

namespace Peft.Benchmarks;

/// <summary>An object of a benchmark's class with its parameters and its set-up, to call without BenchmarkDotNet.</summary>
internal sealed class BenchInstance : IDisposable
{
    private readonly Descriptor _descriptor;
    private readonly object _instance;

    public BenchInstance(BenchmarkCase benchmark)
    {
        _descriptor = benchmark.Descriptor;
        _instance = Activator.CreateInstance(_descriptor.Type)!;
        foreach (var parameter in benchmark.Parameters.Items)
            _descriptor.Type.GetProperty(parameter.Name)!.SetValue(_instance, parameter.Value);
        _descriptor.GlobalSetupMethod?.Invoke(_instance, null);
    }

    /// <summary>A call of a benchmark of the same class.</summary>
    public Action CallOf(BenchmarkCase benchmark)
    {
        var method = MethodInvoker.Create(benchmark.Descriptor.WorkloadMethod);
        return () => method.Invoke(_instance);
    }

    public void Dispose() => _descriptor.GlobalCleanupMethod?.Invoke(_instance, null);
}
