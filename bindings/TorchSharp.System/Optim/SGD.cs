using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent, with momentum (plain or Nesterov's).</summary>
public class SGD : OptimizerHelper, IMomentum
{
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening.");
        _defaults = new ParamGroup([], NonNegative(lr), NonNegative(momentum), dampening, NonNegative(weight_decay), nesterov, maximize).Options;
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
        double lr = o.LearningRate!.Value;
        var direction = WithDecay(grad, parameter, o.weight_decay!.Value);
        if (o.momentum is double momentum and not 0)
            direction = WithMomentum(direction, o, momentum, ref s.momentum_buffer);
        parameter.add_(direction, o.maximize!.Value ? lr : -lr);
    }

    private static Tensor WithMomentum(Tensor grad, Options o, double momentum, ref Tensor? buffer)
    {
        if (buffer is null)
            buffer = grad.clone().DetachFromDisposeScope();
        else
            buffer.mul_(momentum).add_(grad, 1 - o.dampening!.Value);
        return o.nesterov!.Value ? grad.add(buffer, momentum) : buffer;
    }

    public class Options : OptimizerOptions
    {
        public double? momentum, dampening, weight_decay;
        public bool? nesterov, maximize;

        internal override void Visit(FieldVisitor visitor)
        {
            visitor.Visit(ref momentum);
            visitor.Visit(ref dampening);
            visitor.Visit(ref weight_decay);
            visitor.Visit(ref nesterov);
            visitor.Visit(ref maximize);
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

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0,
            bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
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
        /// <summary>Made at the first step with momentum.</summary>
        public Tensor? momentum_buffer;

        public override void Initialize(OptimizerOptions options)
        {
            momentum_buffer?.Dispose();
            momentum_buffer = null;
        }

        public override void SaveStateDict(BinaryWriter writer) => Write(writer);

        public override void LoadStateDict(BinaryReader reader) => Read(reader);

        public override void LoadStateDict(OptimizerState source) => Copy(source);

        public void Dispose() => DisposeTensors();

        internal override void Visit(FieldVisitor visitor) => visitor.VisitOptional(ref momentum_buffer);
    }
}
