using Peft.Attachment;
using TorchSharp.Modules;

namespace Peft;

public sealed partial class PeftModel
{
    private TokenTracker TrackTokens()
    {
        var embedding = (Model as ILanguageModel)?.InputEmbeddings ?? _tree.Select(n => n.Module).FirstOrDefault(m => m is Embedding) ?? Model;
        return new TokenTracker(new EnclosingModules(_tree, SlotFinder.Find(_tree)).Of(embedding) is { Count: > 0 } around ? around : [Model]);
    }
}
