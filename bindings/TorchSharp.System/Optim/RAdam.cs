using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>RAdam (Liu et al., 2020): Adam whose adaptive step starts when its variance can be rectified.</summary>
public class RAdam : OptimizerHelper, IBetas
{
    public RAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay)
    {
    }

    public RAdam(IEnumerable<ParamGroup> parameters, double lr = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
    {
        _defaults = new ParamGroup([], NonNegative(lr), Decay(beta1), Decay(beta2), NonNegative(eps), NonNegative(weight_decay)).Options;
        AddGroups(parameters);
    }

    public (double, double) Betas
    {
        get => ((Options)_defaults).Betas;
        set => ((Options)_defaults).Betas = value;
    }

    public override void add_param_group(Modules.ParamGroup param_group) => AddGroup<Options>(param_group, p => new State(p));

    public override Tensor? step(Func<Tensor>? closure = null) => Step<Options, State>(Update, closure);

    private static void Update(Tensor parameter, Tensor grad, Options o, State s)
    {
        var (beta1, beta2) = o.Betas;
        var direction = WithDecay(grad, parameter, o.weight_decay!.Value);
        s.step++;
        s.exp_avg.mul_(beta1).add_(direction, 1 - beta1);
        s.exp_avg_sq.mul_(beta2).addcmul_(direction, direction, 1 - beta2);
        double rate = -o.LearningRate!.Value / (1 - Math.Pow(beta1, s.step)), correction2 = 1 - Math.Pow(beta2, s.step);
        double longest = 2 / (1 - beta2) - 1, length = longest - 2 * s.step * (1 - correction2) / correction2;
        if (length <= 5)
        {
            parameter.add_(s.exp_avg, rate);
            return;
        }
        double rectified = Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length) * correction2);
        parameter.addcdiv_(s.exp_avg, s.exp_avg_sq.sqrt().add_(o.eps!.Value), rate * rectified);
    }

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, eps, weight_decay;

        internal (double, double) Betas
        {
            get => (beta1!.Value, beta2!.Value);
            set => (beta1, beta2) = value;
        }

        internal override void Visit(FieldVisitor visitor)
        {
            visitor.Visit(ref beta1);
            visitor.Visit(ref beta2);
            visitor.Visit(ref eps);
            visitor.Visit(ref weight_decay);
        }
    }

    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay })
        {
        }

        public (double, double) Betas
        {
            get => Options.Betas;
            set => Options.Betas = value;
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor exp_avg = null!, exp_avg_sq = null!;

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zero(ref exp_avg);
            Zero(ref exp_avg_sq);
        }

        public override void SaveStateDict(BinaryWriter writer) => Write(writer);

        public override void LoadStateDict(BinaryReader reader) => Read(reader);

        public override void LoadStateDict(OptimizerState source) => Copy(source);

        public void Dispose() => DisposeTensors();

        internal override void Visit(FieldVisitor visitor)
        {
            visitor.Visit(ref step);
            visitor.Visit(ref exp_avg);
            visitor.Visit(ref exp_avg_sq);
        }
    }
}
