namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups once per step; the constructors of the schedulers make step 0.</summary>
            public abstract class LRScheduler
            {
                protected int _step_count;
                internal int _last_epoch = -1;
                internal IList<double> _last_lrs = [];

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    (Optimizer, _last_epoch, Verbose) = (optimizer, last_epoch, verbose);
                    BaseRates = [.. Groups.Select(group => group.InitialLearningRate)];
                    _last_lrs = [.. Rates];
                }

                internal Optimizer? Optimizer { get; }

                private protected bool Verbose { get; }

                private protected IReadOnlyList<double> BaseRates { get; set; } = [];

                private protected IReadOnlyList<ILearningRateController> Groups => Optimizer?.ParamGroups.ToList() ?? [];

                private protected IEnumerable<double> Rates => Groups.Select(group => group.LearningRate);

                public virtual void step() => step(null);

                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToList();  // once: it may change the optimizer
                    foreach (var (group, rate) in Groups.Zip(rates))
                        group.LearningRate = rate;
                    if (Verbose && !rates.SequenceEqual(_last_lrs))
                        Console.WriteLine($"Adjusting learning rate to {string.Join(", ", rates)}");
                    Remember(rates);
                }

                /// <summary>For schedulers that look at a metric; the others ignore it.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>The next rates, from the present ones.</summary>
                protected virtual IEnumerable<double> get_lr() => Rates;

                /// <summary>The rates of an epoch given by number.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected void Remember(IReadOnlyList<double> rates)
                {
                    for (int i = 0; i < rates.Count; i++)
                        _last_lrs[i] = rates[i];
                }

                private protected IEnumerable<double> Scaled(double factor) => Rates.Select(rate => rate * factor);

                private protected IEnumerable<double> FromBase(double factor) => BaseRates.Select(rate => rate * factor);

                private protected static IEnumerable<T> ForEachGroup<T>(Optimizer optimizer, T value)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    return optimizer.ParamGroups.Select(_ => value);
                }

                private protected static void RequireMomentum(Optimizer optimizer)
                {
                    if (optimizer is not (IMomentum or IBetas))
                        throw new ArgumentException($"{optimizer.GetType().Name} has no momentum to cycle. help: pass cycle_momentum: false.", nameof(optimizer));
                }

                private protected static void SetMomentum(ILearningRateController group, double value)
                {
                    if (group is IBetas adam)
                        adam.Betas = (value, adam.Betas.Item2);
                    else if (group is IMomentum other)
                        other.Momentum = value;
                }
            }
        }
    }
}
