using Peft.Attachment;
using Peft.Checkpoints;
using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// A ladder beside a model with blocks h_i = f_i(h_{i-1}): s_0 = D_0 h_0, then s_i = g_i(μ_i D_i h_i + (1 - μ_i) s_{i-1}) with narrow blocks g_i, D_i (m, width) and μ_i = σ(α_i / T);
/// the head is given U norm(s_n). At blocks without a rung s_i = s_{i-1}. Beside an encoder and a decoder there are two of them: the decoder's blocks attend to norm(s_n) of the encoder's.
/// </summary>
/// <remarks>Sung, Cho and Bansal, arXiv 2206.06522, section 3.1; the norm, and the mixture with the model's own output, are those of the authors' code.</remarks>
internal sealed class LadderNetwork : SideAdapter
{
    private const string Down = "down", Up = "up", Norm = "norm.weight", Gate = "gate", OfEncoder = "encoder.", Block = "block", LastGate = "gate_last";
    private const string Root = AdapterCheckpoint.Prefix + "side.";
    private readonly SideSlot _slot;
    private readonly LadderConfig _config;
    private readonly IReadOnlyList<int> _layers;
    private readonly Dictionary<int, Module> _blocks = [];
    private readonly Scalar _sharpness;
    private readonly Scalar _epsilon = 1e-6;

    internal LadderNetwork(SideSlot slot, LadderConfig config)
        : base(nameof(LadderNetwork), slot)
    {
        (_slot, _config, _layers, _sharpness) = (slot, config, config.LayersOf(slot.Shape), 1 / config.GateTemperature);
        long width = slot.Shape.Width, narrow = width / config.ReductionFactor;
        AddLinear(Down, width, narrow);
        if (slot.Shape.EncoderLayers > 0)
        {
            AddLinear(OfEncoder + Down, width, narrow);
            AddParameter(Root + OfEncoder + Norm, narrow);
        }
        foreach (int layer in _layers)
        {
            AddLinear(Rung(layer, Down), width, narrow);
            AddParameter(Root + Rung(layer, Gate), 1);
        }
        AddParameter(Root + Norm, narrow);
        AddLinear(Up, narrow, width);
        if (config.MergeLast)
            AddParameter(Root + LastGate, 1);
    }

    public override int ReductionFactor => _config.ReductionFactor;

    public override IReadOnlyDictionary<string, Tensor> Tensors =>
        base.Tensors.Concat(_blocks.SelectMany(b => b.Value.named_parameters().Select(p => KeyValuePair.Create($"{Root}{Rung(b.Key, Block)}.{p.name}", (Tensor)p.parameter)))).ToDictionary();

    protected internal override void Start()
    {
        foreach (var (key, tensor) in base.Tensors)
            tensor.fill_(key.EndsWith(Norm, StringComparison.Ordinal) ? Scalars.One : Scalars.Zero);
        var matrices = base.Tensors.Values.Where(t => t.dim() == 2);
        if (_config.InitFromBackbone && _slot.KeptFeatures(ReductionFactor) is { } kept)
            Keep(matrices, kept);
        else
            Fill.Kaiming(matrices);
        MakeBlocks(_config.InitFromBackbone ? SideStart.Pruned : SideStart.Random);
    }

    protected internal override void Restore(bool complete)
    {
        if (complete)
            MakeBlocks(SideStart.FromFile);
        else
            Start();
    }

    protected internal override Tensor Begin(Tensor embedded, bool isEncoder) => Linear(embedded, isEncoder ? OfEncoder + Down : Down);

    protected internal override Tensor? Step(int layer, Tensor hidden, Tensor state, Func<Module, Tensor, Tensor> run)
    {
        if (!_blocks.TryGetValue(layer, out var block))
            return null;
        using var scope = NewDisposeScope();
        return run(block, Mix(Rung(layer, Gate), Linear(hidden, Rung(layer, Down)), state)).MoveToOuterDisposeScope();
    }

    protected internal override Tensor EndEncoder(Tensor state) => Normalize(state, OfEncoder + Norm);

    protected internal override Tensor End(Tensor hidden, Tensor state)
    {
        using var scope = NewDisposeScope();
        var output = Linear(Normalize(state, Norm), Up);
        if (_config.MergeLast)
            output = Mix(LastGate, output, hidden.to(output.dtype));
        return output.to(hidden.dtype).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sharpness.Dispose();
            _epsilon.Dispose();
        }
        base.Dispose(disposing);
    }

    private static string Rung(int layer, string part) => $"layers.{layer}.{part}";

    private void AddLinear(string name, long inputs, long outputs)
    {
        AddParameter($"{Root}{name}.weight", outputs, inputs);
        AddParameter($"{Root}{name}.bias", outputs);
    }

    private void MakeBlocks(SideStart start)
    {
        int encoder = _slot.Shape.EncoderLayers, ofEncoder = _layers.Count(layer => layer < encoder);
        foreach (var (index, layer) in _layers.Index())
        {
            var block = _slot.MakeBlock(new SideBlock(layer, layer < encoder ? index : index - ofEncoder, ReductionFactor, start, _slot.ParameterType, _slot.Device));
            register_module($"{Block}_{layer}", block);
            _blocks.Add(layer, block);
        }
    }

    // Into the side network and out of it again, each of the features that its blocks have kept stays itself.
    private void Keep(IEnumerable<Tensor> matrices, IReadOnlyList<long> kept)
    {
        using var scope = NewDisposeScope();
        var choice = nn.functional.one_hot(tensor([.. kept], device: _slot.Device), _slot.Shape.Width);
        foreach (var matrix in matrices)
            matrix.copy_(matrix.shape[0] == kept.Count && matrix.shape[1] == _slot.Shape.Width ? choice : choice.t());
    }

    private Tensor Linear(Tensor x, string name)
    {
        using var scope = NewDisposeScope();
        var weight = this[$"{Root}{name}.weight"];
        return functional.linear(x.to(weight.dtype), weight, this[$"{Root}{name}.bias"]).MoveToOuterDisposeScope();
    }

    private Tensor Normalize(Tensor state, string name)
    {
        using var scope = NewDisposeScope();
        var scale = state.pow(Scalars.Two).mean([-1], keepdim: true).add(_epsilon).rsqrt();
        return state.mul(scale).mul(this[Root + name]).MoveToOuterDisposeScope();
    }

    // μ a + (1 - μ) b
    private Tensor Mix(string gate, Tensor a, Tensor b) => b.lerp(a, this[Root + gate].mul(_sharpness).sigmoid());
}
