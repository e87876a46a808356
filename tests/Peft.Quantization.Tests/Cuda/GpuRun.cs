using System.Reflection;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Runs the fixtures of a GPU where there is no <c>dotnet test</c>.</summary>
internal static class GpuRun
{
    /// <summary>Runs them and prints what fails.</summary>
    /// <returns>0 if all pass and there are any.</returns>
    public static int Run()
    {
        Assembly assembly = typeof(GpuRun).Assembly;
        string[] fixtures = [.. assembly.GetTypes().Where(type => type.IsDefined(typeof(TestFixtureSourceAttribute))).Select(type => type.FullName!)];
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        runner.Load(assembly, new Dictionary<string, object> { ["LOAD"] = fixtures, ["NumberOfTestWorkers"] = 0 });
        ITestResult result = runner.Run(new Printer(), TestFilter.FromXml("<filter><cat>Cuda</cat></filter>"));
        Console.WriteLine($"{result.PassCount} passed, {result.FailCount} failed");
        return result.FailCount == 0 && result.PassCount > 0 ? 0 : 1;
    }

    private sealed class Printer : ITestListener
    {
        public void TestFinished(ITestResult result)
        {
            if (result.Test.IsSuite || result.FullName.Length == 0)
                return;
            Console.WriteLine($"{result.ResultState.Status,-8}{result.Duration,7:0.00} s  {result.FullName}");
            if (result.FailCount > 0)
                Console.WriteLine(result.Message);
        }

        public void TestStarted(ITest test)
        {
        }

        public void TestOutput(TestOutput output)
        {
        }

        public void SendMessage(TestMessage message)
        {
        }
    }
}
