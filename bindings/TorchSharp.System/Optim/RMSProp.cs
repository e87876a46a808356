using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>RMSprop (Hinton, 2012): the step is divided by a running root mean square of the gradient, optionally centred.</summary>
public class RMSProp : OptimizerHelper, IMomentum
{
    public RMSProp(IEnumerable<Parameter> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double alpha = 0.99, double eps = 1e-8, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
    {
        var options = new ParamGroup([], NonNegative(lr), NonNegative(eps), NonNegative(alpha), NonNegative(weight_decay), NonNegative(momentum), centered).Options;
        options.maximize = maximize;
        _defaults = options;
        AddGroups(parameters);
    }

    public double Momentum
    {
        get => ((Options)_defaults).momentum!.Value;
        set => ((Options)_defaults).momentum = value;
    }

    public override void add_param_group(Modules.ParamGroup param_group) => AddGroup<Options>(param_group, p => new State(p));

    public override Tensor? step(Func<Tensor>? closure = null) => Step<Options, State>(Update, closure);

    private static void Update(Tensor parameter, Tensor grad, Options o, State s)
    {
        var (lr, alpha) = (o.LearningRate!.Value, o.alpha!.Value);
        var direction = WithDecay(o.maximize!.Value ? grad.neg() : grad, parameter, o.weight_decay!.Value);
        s.step++;
        s.square_avg.mul_(alpha).addcmul_(direction, direction, 1 - alpha);
        var root = MeanSquare(direction, o, s).sqrt().add_(o.eps!.Value);
        if (o.momentum is double momentum and > 0)
            parameter.add_(s.momentum_buffer!.mul_(momentum).addcdiv_(direction, root), -lr);
        else
            parameter.addcdiv_(direction, root, -lr);
    }

    private static Tensor MeanSquare(Tensor grad, Options o, State s)
    {
        if (!o.centered!.Value)
            return s.square_avg;
        s.grad_avg!.mul_(o.alpha!.Value).add_(grad, 1 - o.alpha.Value);
        return s.square_avg.addcmul(s.grad_avg, s.grad_avg, -1);
    }

    public class Options : OptimizerOptions
    {
        public double? momentum, alpha, eps, weight_decay;
        public bool? maximize, centered;

        internal override void Visit(FieldVisitor visitor)
        {
            visitor.Visit(ref maximize);
            visitor.Visit(ref momentum);
            visitor.Visit(ref alpha);
            visitor.Visit(ref eps);
            visitor.Visit(ref weight_decay);
            visitor.Visit(ref centered);
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0,
            double momentum = 0, bool centered = false)
            : base(parameters, new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor square_avg = null!;
        public Tensor? momentum_buffer, grad_avg;

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zero(ref square_avg);
            Zero(ref momentum_buffer);
            Zero(ref grad_avg);
        }

        public override void SaveStateDict(BinaryWriter writer) => Write(writer);

        public override void LoadStateDict(BinaryReader reader) => Read(reader);

        public override void LoadStateDict(OptimizerState source) => Copy(source);

        public void Dispose() => DisposeTensors();

        internal override void Visit(FieldVisitor visitor)
        {
            visitor.Visit(ref step);
            visitor.Visit(ref square_avg);
            visitor.VisitOptional(ref momentum_buffer);
            visitor.VisitOptional(ref grad_avg);
        }
    }
}
