using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>A layer at which an adapter has a part although its configuration does not target it.</summary>
/// <param name="Node">The layer's place.</param>
/// <param name="Create">Makes the part.</param>
internal sealed record ExtraPart(ModuleNode Node, Func<BaseLayer, Adapter> Create);
