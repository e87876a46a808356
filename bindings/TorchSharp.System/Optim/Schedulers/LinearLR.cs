namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>From start_factor to end_factor of the initial rate, in total_iters equal steps.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start, _end;
                    private readonly int _total;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_start, _end, _total) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0)
                            return Scaled(_start);
                        return _last_epoch > _total ? Rates : Scaled(1 + (_end - _start) / (_total * _start + (_last_epoch - 1) * (_end - _start)));
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(_start + (_end - _start) * Math.Min(_total, _last_epoch) / _total);
                }
            }
        }
    }
}
