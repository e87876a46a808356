using System.Text.Json;

namespace Peft.Samples.Demo.Reports;

/// <summary>What was measured, one JSON object a line.</summary>
internal sealed class MetricsFile(string path) : IDisposable
{
    private readonly StreamWriter _writer = new(path) { NewLine = "\n" };

    public void Write<T>(T metrics) => _writer.WriteLine(JsonSerializer.Serialize(metrics));

    public void Dispose() => _writer.Dispose();
}
