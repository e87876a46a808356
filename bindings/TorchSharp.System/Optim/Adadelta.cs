using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adadelta (Zeiler, 2012).</summary>
public class Adadelta : OptimizerHelper
{
    public Adadelta(IEnumerable<Parameter> parameters, double lr, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, rho, eps, weight_decay, maximize)
    {
    }

    public Adadelta(IEnumerable<ParamGroup> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
    {
        _defaults = new ParamGroup([], NonNegative(lr), Decay(rho), NonNegative(eps), NonNegative(weight_decay), maximize).Options;
        AddGroups(parameters);
    }

    public override void add_param_group(Modules.ParamGroup param_group) => AddGroup<Options>(param_group, p => new State(p));

    public override Tensor? step(Func<Tensor>? closure = null) => Step<Options, State>(Update, closure);

    private static void Update(Tensor parameter, Tensor grad, Options o, State s)
    {
        var (rho, eps) = (o.rho!.Value, o.eps!.Value);
        var direction = WithDecay(o.maximize!.Value ? grad.neg() : grad, parameter, o.weight_decay!.Value);
        s.step++;
        s.square_avg.mul_(rho).addcmul_(direction, direction, 1 - rho);
        var delta = s.acc_delta.add(eps).sqrt_().div_(s.square_avg.add(eps).sqrt_()).mul_(direction);
        s.acc_delta.mul_(rho).addcmul_(delta, delta, 1 - rho);
        parameter.add_(delta, -o.LearningRate!.Value);
    }

    public class Options : OptimizerOptions
    {
        public double? rho, eps, weight_decay;
        public bool? maximize;

        internal override void Visit(FieldVisitor visitor)
        {
            visitor.Visit(ref rho);
            visitor.Visit(ref eps);
            visitor.Visit(ref weight_decay);
            visitor.Visit(ref maximize);
        }
    }

    public class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1, double rho = 0.9, double eps = 1e-6, double weight_decay = 0, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, rho = rho, eps = eps, weight_decay = weight_decay, maximize = maximize })
        {
        }
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor square_avg = null!, acc_delta = null!;

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            Zero(ref square_avg);
            Zero(ref acc_delta);
        }

        public override void SaveStateDict(BinaryWriter writer) => Write(writer);

        public override void LoadStateDict(BinaryReader reader) => Read(reader);

        public override void LoadStateDict(OptimizerState source) => Copy(source);

        public void Dispose() => DisposeTensors();

        internal override void Visit(FieldVisitor visitor)
        {
            visitor.Visit(ref step);
            visitor.Visit(ref square_avg);
            visitor.Visit(ref acc_delta);
        }
    }
}
