using System.Runtime.InteropServices;
using Peft.Attachment;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Generation;

/// <summary>A batch of sequences that is being continued, one token each at a time. Prompts are padded on the left.</summary>
internal sealed class GenerationSession : IDisposable
{
    private readonly ICausalLanguageModel _model;
    private readonly GenerationOptions _options;
    private readonly List<long>[] _sequences;
    private readonly List<int>[] _masks;
    private readonly Sampler[] _samplers;
    private readonly bool[] _isFinished;
    private readonly KvCache? _cache;
    private int _produced;

    public GenerationSession(ICausalLanguageModel model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions options)
    {
        options.Validate();
        if (prompts.Count == 0 || prompts.Any(p => p.Count == 0))
            throw new ArgumentException("There are no prompts, or one of them is empty. help: Give at least a begin token.", nameof(prompts));
        (_model, _options) = (model, options);
        int longest = prompts.Max(p => p.Count);
        _sequences = [.. prompts.Select(p => new List<long>([.. Enumerable.Repeat((long)options.PadToken, longest - p.Count), .. p.Select(id => (long)id)]))];
        _masks = [.. prompts.Select(p => new List<int>([.. Enumerable.Repeat(0, longest - p.Count), .. Enumerable.Repeat(1, p.Count)]))];
        int seed = options.Seed ?? RandomSeed();
        _samplers = [.. prompts.Select((_, row) => new Sampler(options, unchecked(seed + row)))];
        _isFinished = new bool[prompts.Count];
        _cache = options.UseCache ? new() : null;
    }

    /// <summary>Whether every sequence has come to a stop token or all have their longest length.</summary>
    public bool IsComplete => _produced == _options.MaxNewTokens || _isFinished.All(f => f);

    /// <summary>Continues every sequence by a token.</summary>
    /// <returns>The token of each sequence; null for those that are finished.</returns>
    public int?[] Step()
    {
        float[] logits = NextLogits();
        int vocabulary = logits.Length / _sequences.Length;
        var tokens = new int?[_sequences.Length];
        for (int row = 0; row < tokens.Length; row++)
        {
            if (!_isFinished[row])
                tokens[row] = _samplers[row].Choose(logits.AsSpan(row * vocabulary, vocabulary), _produced);
            _isFinished[row] |= tokens[row] is { } token && _options.StopTokens.Contains(token);
            _sequences[row].Add(tokens[row] ?? _options.PadToken);
            _masks[row].Add(1);
        }
        _produced++;
        return tokens;
    }

    public void Dispose() => _cache?.Dispose();

    private static int RandomSeed()
    {
        using var seed = randint(int.MaxValue, 1, ScalarType.Int64);
        return (int)seed.ToInt64();
    }

    private float[] NextLogits()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        int seen = (int)(((ISequenceCache?)_cache)?.Length ?? 0);
        var device = _model.Device;
        var inputIds = tensor(_sequences.SelectMany(s => s.Skip(seen)).ToArray(), _sequences.Length, _sequences[0].Count - seen, device: device);
        bool isPadded = _masks.Any(m => m[0] == 0);
        var mask = isPadded ? tensor(_masks.SelectMany(m => m).ToArray(), _masks.Length, _masks[0].Count, device: device) : null;
        var logits = _model.NextLogits(inputIds, mask, _cache).to(ScalarType.Float32, CPU).contiguous();
        return MemoryMarshal.Cast<byte, float>(logits.bytes).ToArray();
    }
}
