using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Rows that stand before the embedded input. For an encoder and a decoder there are twice as many, of which PEFT uses the encoder's.</summary>
internal sealed class TokenPrompt : EncodedPrompt
{
    private readonly long _length;
    private readonly Action<Tensor>? _start;

    /// <param name="slot">Where they enter the model.</param>
    /// <param name="config">Says how many there are.</param>
    /// <param name="encoder">What makes them; null if they are trained themselves.</param>
    /// <param name="start">Gives them the values of a new adapter; null for random ones.</param>
    internal TokenPrompt(PromptSlot slot, PromptConfig config, PromptEncoder? encoder = null, Action<Tensor>? start = null)
        : base(nameof(TokenPrompt), slot, config.RowsOf(slot), slot.Shape.Width, encoder) => (_length, _start) = (config.NumVirtualTokens, start);

    protected override void Start(Tensor rows)
    {
        if (_start is null)
            base.Start(rows);
        else
            _start(rows);
    }

    protected internal override Tensor? Vectors(long batch, int sequence)
    {
        if (sequence > 0)
            return null;
        using var scope = NewDisposeScope();
        return Rows.narrow(0, 0, _length).unsqueeze(0).expand(batch, -1, -1).MoveToOuterDisposeScope();
    }
}
