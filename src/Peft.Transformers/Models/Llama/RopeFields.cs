using System.Text.Json.Nodes;

namespace Peft.Transformers;

/// <summary>The rotation in a <c>config.json</c>: one object since transformers 5, two fields before.</summary>
internal static class RopeFields
{
    private const string Current = "rope_parameters", Theta = "rope_theta", Scaling = "rope_scaling", Type = "rope_type", OldType = "type";

    public static void TakeOlder(JsonObject fields)
    {
        var rope = fields[Current] as JsonObject ?? fields[Scaling] as JsonObject ?? [];
        rope = rope.DeepClone().AsObject();
        ConfigFile.Rename(rope, OldType, Type);
        if (!rope.ContainsKey(Theta) && fields[Theta] is { } theta)
            rope[Theta] = theta.DeepClone();
        fields.Remove(Theta);
        fields.Remove(Scaling);
        fields[Current] = rope;
    }

    public static void AddOlder(JsonObject fields, RopeParameters rope)
    {
        fields[Theta] = rope.RopeTheta;
        if (rope.RopeType != "default")
            fields[Scaling] = fields[Current]!.DeepClone();
    }
}
