using System.Diagnostics;
using System.Globalization;

namespace Peft.Samples;

/// <summary>How far a training is: one line that is rewritten on a terminal, a line now and then where the output goes to a file.</summary>
internal sealed class ProgressLine(int steps, int stepsPerLine)
{
    private const int BarWidth = 20;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _tokens;

    public double Seconds => _clock.Elapsed.TotalSeconds;

    public double TokensPerSecond => _tokens / Seconds;

    public void Report(int step, double loss, double learningRate, long tokens)
    {
        _tokens += tokens;
        bool isLast = step == steps;
        if (!Console.IsOutputRedirected)
            Console.Write($"\r  [{Bar(step)}] {Describe(step, loss, learningRate)}  {(isLast ? "\n" : "")}");
        else if (isLast || step == 1 || step % stepsPerLine == 0)
            Console.WriteLine("  " + Describe(step, loss, learningRate));
    }

    private string Describe(int step, double loss, double learningRate)
    {
        double secondsLeft = Seconds / step * (steps - step);
        return string.Create(CultureInfo.InvariantCulture,
            $"step {step,4}/{steps}  loss {loss,7:F4}  lr {learningRate:0.00E+0}  {TokensPerSecond,6:N0} tokens/s  eta {secondsLeft,3:F0} s");
    }

    private string Bar(int step)
    {
        int done = BarWidth * step / steps;
        return new string('#', done) + new string('.', BarWidth - done);
    }
}
