using TorchSharp;

/// <summary>Linked into every test assembly: torch runs on one thread, so that results are the same everywhere and the tests do not fight for cores.</summary>
[SetUpFixture]
public sealed class TorchSetup
{
    [OneTimeSetUp]
    public void UseOneThread() => torch.set_num_threads(1);
}
