using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>Turns pairs of a head's dimensions (i and i + d/2) by an angle that grows with the position.</summary>
internal sealed class RotaryEmbedding(RotaryFrequencies frequencies)
{
    /// <summary>Whether cached keys have to be turned anew for every token.</summary>
    public bool ChangesWithEveryToken => frequencies.ChangeWithEveryToken;

    /// <summary>The angles for every position.</summary>
    /// <param name="positions">Positions: (batch or 1, length), whole numbers.</param>
    /// <param name="type">The type of the result; the computation is in single precision.</param>
    public RotaryAngles Angles(Tensor positions, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using Scalar factor = frequencies.AttentionFactor;
        float[] perPosition = [.. frequencies.OfLength(Length(positions)).Select(f => (float)f)];
        var angles = positions.to(ScalarType.Float32).unsqueeze(-1).mul(tensor(perPosition, device: positions.device)).unsqueeze(1);
        var (cos, sin) = scope.MoveToOuter(angles.cos().mul(factor).to(type), angles.sin().mul(factor).to(type));
        return new(cos, sin);
    }

    private long Length(Tensor positions)
    {
        if (!frequencies.DependOnLength)
            return 0;
        using var highest = positions.max();
        return highest.ToInt64() + 1;
    }
}
