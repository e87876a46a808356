namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up to a rate and down to almost nothing, once (Smith and Topin, 2019), and the momentum the other way.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly int _totalSteps;
                    private readonly bool _cycleMomentum;
                    private readonly AnnealStrategy _strategy;
                    private readonly Phase[] _phases;

                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95,
                        double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, ForEachGroup(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                            ForEachGroup(optimizer, base_momentum), ForEachGroup(optimizer, max_momentum), div_factor, final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, IEnumerable<double>? base_momentum = null,
                            IEnumerable<double>? max_momentum = null,
                        double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum)
                            RequireMomentum(optimizer);
                        if (pct_start is not (>= 0 and <= 1))
                            throw new ArgumentException($"Expected float between 0 and 1 for pct_start, but got {pct_start}.", nameof(pct_start));
                        (_cycleMomentum, _strategy) = (cycle_momentum, anneal_strategy);
                        _totalSteps = total_steps != -1 ? Positive(total_steps, nameof(total_steps)) : Positive(epochs,
                            nameof(epochs)) * Positive(steps_per_epoch, nameof(steps_per_epoch));
                        List<double> high = [.. max_lr], initial = [.. high.Select(rate => rate / div_factor)], low = [.. initial.Select(rate => rate / final_div_factor)];
                        List<double> light = [.. base_momentum ?? ForEachGroup(optimizer, 0.85)], heavy = [.. max_momentum ?? ForEachGroup(optimizer, 0.95)];
                        double rise = pct_start * _totalSteps, last = _totalSteps - 1;
                        var up = new Phase(rise - 1, initial, high, heavy, light);
                        _phases = three_phase
                            ? [up, new Phase(2 * rise - 2, high, initial, light, heavy), new Phase(last, initial, low, heavy, heavy)]
                            : [up, new Phase(last, high, low, light, heavy)];
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _totalSteps)
                            throw new InvalidOperationException($"Tried to step {_last_epoch + 1} times. The specified number of total steps is {_totalSteps}.");
                        int index = Array.FindIndex(_phases, phase => _last_epoch <= phase.End);
                        if (index < 0)
                            index = _phases.Length - 1;
                        var phase = _phases[index];
                        double start = index == 0 ? 0 : _phases[index - 1].End;
                        double done = (_last_epoch - start) / (phase.End - start);
                        var groups = Groups;
                        for (int i = 0; _cycleMomentum && i < groups.Count; i++)
                            SetMomentum(groups[i], Anneal(phase.FromMomentum[i], phase.ToMomentum[i], done));
                        return phase.FromRate.Zip(phase.ToRate, (from, to) => Anneal(from, to, done));
                    }

                    private double Anneal(double from, double to, double done) =>
                        _strategy == AnnealStrategy.Linear ? from + (to - from) * done : to + (from - to) / 2 * (1 + Math.Cos(Math.PI * done));

                    private static int Positive(int value, string name) => value > 0 ? value
                        : throw new ArgumentException($"{name} must be positive, but it is {value}. help: define either total_steps or both epochs and steps_per_epoch.", name);

                    private sealed record Phase(double End, List<double> FromRate, List<double> ToRate, List<double> FromMomentum, List<double> ToMomentum);
                }
            }
        }
    }
}
