using System.Globalization;
using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>The settings of a group of parameters. An optimizer uses those that its formula has.</summary>
public sealed class UpdateOptions : OptimizerOptions
{
    /// <summary>Sets the states to one byte an element; for an optimizer's <c>configure</c> argument.</summary>
    public static Action<UpdateOptions> EightBit { get; } = options => options.Bits = 8;

    /// <summary>The decay of the first state: Adam's first moment, momentum, RMSprop's square. At least 0, less than 1.</summary>
    public double Beta1 { get; set; }

    /// <summary>The decay of the second state. At least 0, less than 1.</summary>
    public double Beta2 { get; set; }

    /// <summary>The decay of AdEMAMix's slow moment. At least 0, less than 1.</summary>
    public double Beta3 { get; set; }

    /// <summary>What is added to a denominator.</summary>
    public double Epsilon { get; set; }

    /// <summary>The weight decay.</summary>
    public double WeightDecay { get; set; }

    /// <summary>The weight of AdEMAMix's slow moment.</summary>
    public double Alpha { get; set; }

    /// <summary>Over how many steps AdEMAMix's <see cref="Alpha"/> and <see cref="Beta3"/> grow to what they are set to; 0 for at once.</summary>
    public long Warmup { get; set; }

    /// <summary>The longest step, at a learning rate of 1, relative to the length of the parameter (the trust ratio of LAMB and LARS); 0 for any.</summary>
    public double MaxUpdateNorm { get; set; }

    /// <summary>How a state's element is kept: 32 for a float32, 8 for a code of the dynamic map with an absmax for each block.</summary>
    public int Bits { get; set; } = 32;

    /// <summary>How many codes share an absmax, up to 2048.</summary>
    public int BlockSize { get; set; } = 256;

    /// <summary>Smaller parameters keep 32-bit states whatever <see cref="Bits"/> says.</summary>
    public long MinElementsFor8Bit { get; set; } = 4096;

    /// <summary>
    /// Gradients that are longer than this percentage of the last hundred of the same parameter are scaled down to it; 100 for none. bitsandbytes' percentile clipping.
    /// </summary>
    public int PercentileClipping { get; set; } = 100;

    /// <summary>Computes in a low-rank subspace of each matrix (GaLore); <see langword="null"/> for the whole matrix.</summary>
    public GaLoreProjection? Projection { get; set; }

    /// <summary>Keeps the states of large parameters in files of which a part is in memory, or in unified memory; <see langword="null"/> for all in the memory of their parameter's device.</summary>
    public StatePaging? Paging { get; set; }

    /// <inheritdoc/>
    public override void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        base.SaveStateDict(writer);
        foreach (double number in Numbers)
            writer.Write(number);
    }

    /// <inheritdoc/>
    public override void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        base.LoadStateDict(reader);
        Numbers = [.. Numbers.Select(_ => reader.ReadDouble())];
    }

    /// <summary>Takes the numbers of other options. How and where states are kept stays as it is: states that are loaded know it themselves.</summary>
    /// <param name="source">Options of this type.</param>
    public override void LoadStateDict(OptimizerOptions source)
    {
        base.LoadStateDict(source);
        Numbers = ((UpdateOptions)source).Numbers;
    }

    private double[] Numbers
    {
        get => [Beta1, Beta2, Beta3, Epsilon, WeightDecay, Alpha, Warmup, MaxUpdateNorm, PercentileClipping];
        set => (Beta1, Beta2, Beta3, Epsilon, WeightDecay, Alpha, Warmup, MaxUpdateNorm, PercentileClipping) =
            (value[0], value[1], value[2], value[3], value[4], value[5], (long)value[6], value[7], (int)value[8]);
    }

    internal string ToText() => string.Join(' ', new[] { Rate, InitialLearningRate }.Concat(Numbers).Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    internal void TakeText(string text)
    {
        double[] numbers = [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        if (numbers.Length != Numbers.Length + 2)
            throw new FormatException($"There are {numbers.Length} numbers; expected {Numbers.Length + 2}.");
        (LearningRate, InitialLearningRate, Numbers) = (numbers[0], numbers[1], numbers[2..]);
    }

    internal double Rate => LearningRate!.Value;

    internal UpdateOptions With(Action<UpdateOptions>? change)
    {
        var copy = (UpdateOptions)MemberwiseClone();
        change?.Invoke(copy);
        copy.Check();
        return copy;
    }

    private void Check()
    {
        Require(Rate >= 0, nameof(LearningRate), Rate, "not negative");
        Require(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "at least 0 and less than 1");
        Require(Beta2 is >= 0 and < 1, nameof(Beta2), Beta2, "at least 0 and less than 1");
        Require(Beta3 is >= 0 and < 1, nameof(Beta3), Beta3, "at least 0 and less than 1");
        Require(Epsilon >= 0, nameof(Epsilon), Epsilon, "not negative");
        Require(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "not negative");
        Require(Warmup >= 0, nameof(Warmup), Warmup, "not negative");
        Require(MaxUpdateNorm >= 0, nameof(MaxUpdateNorm), MaxUpdateNorm, "not negative");
        Require(Bits is 8 or 32, nameof(Bits), Bits, "8 or 32");
        Require(BlockSize is >= 16 and <= 2048, nameof(BlockSize), BlockSize, "from 16 to 2048");
        Require(MaxUpdateNorm == 0 || Projection is null, nameof(MaxUpdateNorm), MaxUpdateNorm, "0 where updates are projected");
        Require(PercentileClipping is >= 1 and <= 100, nameof(PercentileClipping), PercentileClipping, "from 1 to 100");
    }

    private static void Require(bool holds, string name, double value, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}; found {value}. help: Set a value in that range.");
    }
}
