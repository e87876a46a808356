namespace Peft.Transformers;

/// <summary>What the tensors of published encoders are called in the model.</summary>
internal static class EncoderNames
{
    private const string Classifier = "classifier.";

    private static readonly string[] s_encoderParts = ["embeddings.", "encoder.", "pooler."];
    private static readonly string[] s_otherHeads = ["cls.", "lm_head."];

    /// <summary>The name in the model; null for what it has no use for.</summary>
    /// <param name="stored">The name in the file: the encoder's part may be missing, and norms may be called as in TensorFlow.</param>
    /// <param name="body">The encoder's name in the model.</param>
    /// <param name="hasPooler">Whether the model has a pooler.</param>
    /// <param name="newClassifier">Whether the model's classifier is not that of the file.</param>
    public static string? Find(string stored, string body, bool hasPooler, bool newClassifier)
    {
        string name = stored.Replace(".gamma", ".weight", StringComparison.Ordinal).Replace(".beta", ".bias", StringComparison.Ordinal);
        if (s_encoderParts.Any(part => name.StartsWith(part, StringComparison.Ordinal)))
            name = $"{body}.{name}";
        bool isUnused = s_otherHeads.Any(head => name.StartsWith(head, StringComparison.Ordinal))
            || name.EndsWith(".position_ids", StringComparison.Ordinal)
            || (!hasPooler && name.StartsWith($"{body}.pooler.", StringComparison.Ordinal))
            || (newClassifier && name.StartsWith(Classifier, StringComparison.Ordinal));
        return isUnused ? null : name;
    }
}
