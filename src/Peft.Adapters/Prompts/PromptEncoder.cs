using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>Makes virtual tokens out of trained vectors, by a network that reads them one by one or, with an LSTM before it, as a sequence. Easier to train than the tokens themselves; thrown away when they are saved.</summary>
internal sealed class PromptEncoder : Module
{
    private readonly Embedding _start;
    private readonly LSTM? _recurrence;
    private readonly Sequential _network;

    /// <param name="start">The vectors.</param>
    /// <param name="recurrence">What reads them in both directions first, (1, n, width) → (1, n, 2 · hidden); null if nothing does.</param>
    /// <param name="networkName">The network's name in PEFT.</param>
    /// <param name="network">The network: (n, …) → (n, width of a row).</param>
    internal PromptEncoder(Embedding start, LSTM? recurrence, string networkName, Sequential network)
        : base(nameof(PromptEncoder))
    {
        (_start, _recurrence, _network) = (start, recurrence, network);
        register_module("embedding", start);
        if (recurrence is not null)
            register_module("lstm_head", recurrence);
        register_module(networkName, network);
    }

    /// <summary>The virtual tokens: (n, width of a row).</summary>
    internal Tensor Encode()
    {
        using var scope = NewDisposeScope();
        Tensor vectors = _start.weight!;
        if (_recurrence is not null)
            vectors = _recurrence.call(vectors.unsqueeze(0)).Item1.squeeze(0);
        return _network.call(vectors).MoveToOuterDisposeScope();
    }
}
