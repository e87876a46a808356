using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>NAdam (Dozat, 2016): Adam with Nesterov momentum.</summary>
public class NAdam : OptimizerHelper, IBetas
{
    public NAdam(IEnumerable<Parameter> parameters, double lr, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, double momentum_decay = 4e-3)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, momentum_decay)
    {
    }

    public NAdam(IEnumerable<ParamGroup> parameters, double lr = 2e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, double momentum_decay = 4e-3)
    {
        _defaults = new ParamGroup([], NonNegative(lr), Decay(beta1), Decay(beta2), NonNegative(eps), NonNegative(weight_decay), NonNegative(momentum_decay)).Options;
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
        double lr = o.LearningRate!.Value;
        var direction = WithDecay(grad, parameter, o.weight_decay!.Value);
        s.step++;
        double mu = Momentum(beta1, s.step, o), next = Momentum(beta1, s.step + 1, o);
        s.mu_product *= mu;
        s.exp_avg.mul_(beta1).add_(direction, 1 - beta1);
        s.exp_avg_sq.mul_(beta2).addcmul_(direction, direction, 1 - beta2);
        var denominator = s.exp_avg_sq.div(1 - Math.Pow(beta2, s.step)).sqrt_().add_(o.eps!.Value);
        parameter.addcdiv_(direction, denominator, -lr * (1 - mu) / (1 - s.mu_product));
        parameter.addcdiv_(s.exp_avg, denominator, -lr * next / (1 - s.mu_product * next));
    }

    private static double Momentum(double beta1, long step, Options o) => beta1 * (1 - 0.5 * Math.Pow(0.96, step * o.momentum_decay!.Value));

    public class Options : OptimizerOptions
    {
        public double? beta1, beta2, eps, weight_decay, momentum_decay;

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
            visitor.Visit(ref momentum_decay);
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

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, double momentum_decay = 4e-3)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, momentum_decay = momentum_decay })
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
        public double mu_product;
        public Tensor exp_avg = null!, exp_avg_sq = null!;

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            mu_product = 1;
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
            visitor.Visit(ref mu_product);
            visitor.Visit(ref exp_avg);
            visitor.Visit(ref exp_avg_sq);
        }
    }
}
