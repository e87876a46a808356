using Peft.Adapters;

namespace Peft.Attachment;

/// <summary>A layer that a configuration targets.</summary>
/// <param name="Path">Its path in the model.</param>
/// <param name="Layer">The layer.</param>
internal sealed record TargetLayer(string Path, BaseLayer Layer);
