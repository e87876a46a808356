namespace Peft.Adapters;

/// <summary>The table of initialisations.</summary>
internal static class Initializers
{
    private static readonly Dictionary<LoraInit, Initializer> s_all = new()
    {
        [LoraInit.Default] = new DefaultInitializer(),
        [LoraInit.Random] = new RandomInitializer(),
        [LoraInit.Gaussian] = new GaussianInitializer(),
        [LoraInit.Orthogonal] = new OrthogonalInitializer(),
        [LoraInit.Pissa] = new PissaInitializer(),
        [LoraInit.FastPissa] = new FastPissaInitializer(),
        [LoraInit.Olora] = new OloraInitializer(),
        [LoraInit.Mica] = new MicaInitializer(),
        [LoraInit.LoftQ] = new LoftQInitializer(),
        [LoraInit.Eva] = new EvaInitializer(),
        [LoraInit.Corda] = new CordaInitializer(),
        [LoraInit.LoraGA] = new LoraGAInitializer(),
    };

    internal static IEnumerable<string> Words => s_all.Values.Select(i => i.Word).OfType<string>();

    internal static Initializer Of(LoraInit init) => s_all[init];

    internal static string? WordOf(LoraInit init) => s_all[init].Word;

    /// <summary>The initialisation that PEFT calls by a word, or null.</summary>
    internal static LoraInit? Find(string word) => s_all.Where(i => i.Value.Word == word).Select(i => (LoraInit?)i.Key).FirstOrDefault();
}
