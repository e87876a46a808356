using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>A layer at which an adapter has a part although its configuration does not target it.</summary>
/// <param name="Node">The layer's place.</param>
/// <param name="Create">Makes the part; it is given the layer, and how the method makes its ordinary parts.</param>
/// <param name="Layer">The layer, if it is not the module there.</param>
internal sealed record ExtraPart(ModuleNode Node, Func<BaseLayer, Func<BaseLayer, string, Adapter>, Adapter> Create, BaseLayer? Layer = null);
