using Peft.Adapters;
using TorchSharp.Modules;

namespace Peft.Adapters
{
    /// <summary>Parameters that an optimizer treats alike.</summary>
    /// <param name="Parameters">The parameters; at least one.</param>
    /// <param name="LearningRate">Their learning rate.</param>
    /// <param name="WeightDecay">Their weight decay.</param>
    public sealed record LoraPlusGroup(IReadOnlyList<Parameter> Parameters, double LearningRate, double WeightDecay);
}

namespace Peft
{
    /// <summary>LoRA+: B learns faster than A.</summary>
    public static class LoraPlusExtensions
    {
        private const string FactorB = ".lora_B.";
        private const string OfEmbedding = ".lora_embedding_";
        private const string Magnitude = ".lora_magnitude_vector";

        /// <summary>
        /// The parameters to give to an optimizer, with the learning rates of LoRA+: A's is <paramref name="learningRate"/>, B's <paramref name="ratio"/> times that.
        /// With one rate for both, features of a wide model are learnt too slowly by B.
        /// </summary>
        /// <remarks>
        /// Hayou et al., "LoRA+: Efficient Low Rank Adaptation of Large Models", arXiv 2402.12354, section 4. As in PEFT, vectors (biases, DoRA's magnitudes) learn as B does, and biases and
        /// norms do not decay.
        /// <code>
        /// var groups = peft.LoraPlusGroups(1e-4).Select(g => new AdamW.ParamGroup(g.Parameters, g.LearningRate, weight_decay: g.WeightDecay));
        /// var optimizer = torch.optim.AdamW([.. groups]);
        /// </code>
        /// </remarks>
        /// <param name="peft">The model's adapters, of which the active ones are trained.</param>
        /// <param name="learningRate">The rate of A. Somewhat less than for plain LoRA.</param>
        /// <param name="ratio">B's rate over A's. At least 1; the paper has 16, and more for harder tasks.</param>
        /// <param name="weightDecay">The weight decay.</param>
        /// <param name="embeddingLearningRate">The rate of A and B on embeddings.</param>
        /// <exception cref="ArgumentOutOfRangeException">A rate is not greater than 0, or the ratio is less than 1.</exception>
        public static IReadOnlyList<LoraPlusGroup> LoraPlusGroups(this PeftModel peft, double learningRate, double ratio = 16, double weightDecay = 0, double embeddingLearningRate = 1e-6)
        {
            ArgumentNullException.ThrowIfNull(peft);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRate);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(embeddingLearningRate);
            ArgumentOutOfRangeException.ThrowIfLessThan(ratio, 1);

            (double Rate, double Decay) SettingsOf(string key, Parameter parameter)
            {
                if (key.Contains(OfEmbedding, StringComparison.Ordinal))
                    return (embeddingLearningRate, weightDecay);
                bool vector = parameter.dim() == 1;
                bool decays = !vector || key.EndsWith(Magnitude, StringComparison.Ordinal);
                return (vector || key.Contains(FactorB, StringComparison.Ordinal) ? ratio * learningRate : learningRate, decays ? weightDecay : 0);
            }

            var trained = peft.ActiveAdapters.SelectMany(peft.AdapterStateDict).Where(t => t.Value is Parameter { requires_grad: true });
            return [.. trained.GroupBy(t => SettingsOf(t.Key, (Parameter)t.Value)).Select(g => new LoraPlusGroup([.. g.Select(t => (Parameter)t.Value)], g.Key.Rate, g.Key.Decay))];
        }
    }
}
