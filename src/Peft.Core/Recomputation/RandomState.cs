using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Recomputation;

/// <summary>What the random numbers of a segment begin with.</summary>
/// <param name="Cpu">The state of the CPU's generator.</param>
/// <param name="Seed">The seed of the CUDA generators; null if the segment is not on such a device.</param>
internal sealed record RandomState(Tensor Cpu, long? Seed)
{
    // From where the CUDA generators go on after a segment was computed again: neither as before, which nobody can tell, nor as in the segment.
    private const long Onward = 0x5DEECE66D;

    /// <summary>The state from which a segment is computed first.</summary>
    /// <remarks>Of a CUDA generator only the seed can be set, and nothing read: it gets one that the CPU's generator draws.</remarks>
    internal static RandomState Begin(IEnumerable<Tensor> inputs)
    {
        long? seed = inputs.Any(input => input.device_type == DeviceType.CUDA) ? DrawSeed() : null;
        if (seed is { } value)
            cuda.manual_seed_all(value);
        return new(get_rng_state(), seed);
    }

    /// <summary>Until the result is disposed, the random numbers are those of the first time.</summary>
    internal IDisposable Repeat() => new Repetition(this);

    private static long DrawSeed()
    {
        using var drawn = randint(long.MaxValue, [1], ScalarType.Int64);
        return drawn.item<long>();
    }

    private sealed class Repetition : IDisposable
    {
        private readonly Tensor _before = get_rng_state();
        private readonly long? _seed;

        internal Repetition(RandomState state)
        {
            set_rng_state(state.Cpu);
            _seed = state.Seed;
            if (_seed is { } seed)
                cuda.manual_seed_all(seed);
        }

        public void Dispose()
        {
            set_rng_state(_before);
            if (_seed is { } seed)
                cuda.manual_seed_all(seed ^ Onward);
            _before.Dispose();
        }
    }
}
