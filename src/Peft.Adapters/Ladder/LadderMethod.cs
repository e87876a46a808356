using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Ladder Side-Tuning as the library finds it: a narrow copy of the model beside it, which alone is trained.</summary>
/// <remarks>Sung, Cho and Bansal, "LST: Ladder Side-Tuning for Parameter and Memory Efficient Transfer Learning", arXiv 2206.06522, section 3.</remarks>
public sealed class LadderMethod : SideMethod<LadderConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("Ladder Side-Tuning", MethodFamily.Side, "2206.06522");

    /// <inheritdoc/>
    protected override SideAdapter CreateSide(SideSlot slot, LadderConfig config) => new LadderNetwork(slot, config);
}
