namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up and down between two rates (Smith, 2017), and the momentum the other way.</summary>
                public class CyclicLR : LRScheduler
                {
                    private readonly double _size, _ratio;
                    private readonly List<double> _maxRates, _baseMomentum, _maxMomentum;
                    private readonly Func<double, double> _scale;
                    private readonly ScaleMode _scaleMode;
                    private readonly bool _cycleMomentum;

                    public enum Mode
                    {
                        Triangular,
                        Triangular2,
                        ExpRange,
                    }

                    public enum ScaleMode
                    {
                        Cycle,
                        Iterations,
                    }

                    public CyclicLR(Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000, int step_size_down = -1, Mode mode = Mode.Triangular,
                        double gamma = 1, Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true,
                        double base_momentum = 0.8, double max_momentum = 0.9, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, ForEachGroup(optimizer, base_lr), ForEachGroup(optimizer, max_lr), step_size_up, step_size_down, mode, gamma, scale_fn, scale_mode,
                            cycle_momentum, ForEachGroup(optimizer, base_momentum), ForEachGroup(optimizer, max_momentum), last_epoch, verbose)
                    {
                    }

                    public CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr, int step_size_up = 2000,
                        int step_size_down = -1, Mode mode = Mode.Triangular,
                        double gamma = 1, Func<double, double>? scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum)
                            RequireMomentum(optimizer);
                        (BaseRates, _maxRates, _cycleMomentum) = ([.. base_lr], [.. max_lr], cycle_momentum);
                        (_baseMomentum, _maxMomentum) = ([.. base_momentum ?? ForEachGroup(optimizer, 0.8)], [.. max_momentum ?? ForEachGroup(optimizer, 0.9)]);
                        _size = step_size_up + (step_size_down == -1 ? step_size_up : step_size_down);
                        _ratio = step_size_up / _size;
                        (_scale, _scaleMode) = (scale_fn, mode) switch
                        {
                            ({ } own, _) => (own, scale_mode),
                            (_, Mode.Triangular2) => (cycle => Math.Pow(2, 1 - cycle), ScaleMode.Cycle),
                            (_, Mode.ExpRange) => (iteration => Math.Pow(gamma, iteration), ScaleMode.Iterations),
                            _ => (_ => 1, ScaleMode.Cycle),
                        };
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        double cycle = Math.Floor(1 + _last_epoch / _size);
                        double position = 1 + _last_epoch / _size - cycle;
                        double height = position <= _ratio ? position / _ratio : (position - 1) / (_ratio - 1);
                        height *= _scale(_scaleMode == ScaleMode.Cycle ? cycle : _last_epoch);
                        var groups = Groups;
                        for (int i = 0; _cycleMomentum && i < groups.Count; i++)
                            SetMomentum(groups[i], _maxMomentum[i] - (_maxMomentum[i] - _baseMomentum[i]) * height);
                        return BaseRates.Zip(_maxRates, (low, high) => low + (high - low) * height);
                    }
                }
            }
        }
    }
}
