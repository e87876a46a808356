using BenchmarkDotNet.Attributes;
using Peft.Adapters;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>Attaching LoRA to all 224 linear layers of a model of Llama 7B's shape, against making the model's modules. Nothing has values: the meta device.</summary>
[BenchmarkCategory("Attach")]
public class AttachBenchmarks
{
    private static readonly Device s_meta = new(DeviceType.META);
    private readonly LoraConfig _config = new() { TargetModules = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"] };
    private Model _model = null!;

    [GlobalSetup]
    public void Construct() => _model = new Model();

    [GlobalCleanup]
    public void Cleanup() => _model.Dispose();

    [Benchmark(Baseline = true)]
    public void MakeModules() => new Model().Dispose();

    [Benchmark, RatioLimit(8)]
    public void AttachAndDetach() => _model.AddLora(_config).Detach();

    private sealed class Model : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> embed_tokens = Embedding(32000, 4096, device: s_meta);
        private readonly ModuleList<Block> layers = ModuleList(Enumerable.Range(0, 32).Select(_ => new Block()).ToArray());
        private readonly Module<Tensor, Tensor> lm_head = Linear(4096, 32000, hasBias: false, device: s_meta);

        internal Model()
            : base(nameof(Model)) => RegisterComponents();

        public override Tensor forward(Tensor x) => lm_head.call(layers.Aggregate(embed_tokens.call(x), (h, layer) => layer.call(h)));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> q_proj = Square(), k_proj = Square(), v_proj = Square(), o_proj = Square();
        private readonly Module<Tensor, Tensor> gate_proj = Linear(4096, 11008, hasBias: false, device: s_meta), up_proj = Linear(4096, 11008, hasBias: false, device: s_meta);
        private readonly Module<Tensor, Tensor> down_proj = Linear(11008, 4096, hasBias: false, device: s_meta);

        internal Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x) => down_proj.call(gate_proj.call(x) * up_proj.call(o_proj.call(q_proj.call(x) + k_proj.call(x) + v_proj.call(x))));

        private static Module<Tensor, Tensor> Square() => Linear(4096, 4096, hasBias: false, device: s_meta);
    }
}
