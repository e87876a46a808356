namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Times factor when a metric has not improved for more than patience steps.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _smallerIsBetter, _relative;
                    private readonly double _factor, _threshold, _eps;
                    private readonly int _patience, _cooldown;
                    private readonly List<double> _minRates;
                    private double _best;
                    private int _badSteps, _coolingDown;

                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10,
                        double threshold = 1e-4, string threshold_mode = "rel",
                        int cooldown = 0, IList<double>? min_lr = null, double eps = 1e-8, bool verbose = false) : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1)
                            throw new ArgumentException($"The factor must be less than 1, but it is {factor}.", nameof(factor));
                        (_smallerIsBetter, _relative) = (OneOf(mode, "min", "max", nameof(mode)), OneOf(threshold_mode, "rel", "abs", nameof(threshold_mode)));
                        (_factor, _threshold, _eps, _patience, _cooldown) = (factor, threshold, eps, patience, cooldown);
                        _minRates = min_lr is { Count: > 1 } ? [.. min_lr] : [.. ForEachGroup(optimizer, min_lr is [var one] ? one : 0)];
                        _best = _smallerIsBetter ? double.PositiveInfinity : double.NegativeInfinity;
                    }

                    public override void step() => throw new InvalidOperationException("ReduceLROnPlateau needs the metric: use step(double, int?).");

                    public override void step(int? epoch) => step();

                    public override void step(double current, int? epoch = null)
                    {
                        _last_epoch = epoch ?? _last_epoch + 1;
                        if (IsBetter(current))
                            (_best, _badSteps) = (current, 0);
                        else
                            _badSteps++;
                        if (_coolingDown > 0)
                            (_coolingDown, _badSteps) = (_coolingDown - 1, 0);
                        if (_badSteps <= _patience)
                            return;
                        Reduce();
                        (_coolingDown, _badSteps) = (_cooldown, 0);
                    }

                    private bool IsBetter(double current)
                    {
                        double margin = double.IsInfinity(_best) ? 0 : _relative ? _best * _threshold : _threshold;
                        return _smallerIsBetter ? current < _best - margin : current > _best + margin;
                    }

                    private void Reduce()
                    {
                        foreach (var (group, min) in Groups.Zip(_minRates))
                        {
                            double rate = Math.Max(group.LearningRate * _factor, min);
                            if (group.LearningRate - rate <= _eps)
                                continue;
                            group.LearningRate = rate;
                            if (Verbose)
                                Console.WriteLine($"Epoch {_last_epoch}: reducing learning rate to {rate:g4}.");
                        }
                        Remember([.. Rates]);
                    }

                    private static bool OneOf(string value, string first, string second, string name) => value == first
                        || (value == second ? false : throw new ArgumentException($"The {name} must be '{first}' or '{second}', but it is '{value}'.", name));
                }
            }
        }
    }
}
