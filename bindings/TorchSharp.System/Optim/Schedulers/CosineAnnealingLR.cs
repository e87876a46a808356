namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Half a cosine from the initial rate to eta_min in T_max epochs (SGDR, Loshchilov and Hutter, 2017), and back.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _half, _min;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_half, _min) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0)
                            return Rates;
                        if ((_last_epoch - 1 - _half) % (2 * _half) == 0)
                            return Rates.Zip(BaseRates, (rate, initial) => rate + (initial - _min) * (1 - Math.Cos(Math.PI / _half)) / 2);
                        double factor = Height(_last_epoch) / Height(_last_epoch - 1);
                        return Rates.Select(rate => factor * (rate - _min) + _min);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => BaseRates.Select(initial => _min + (initial - _min) * Height(_last_epoch) / 2);

                    private double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / _half);
                }
            }
        }
    }
}
