using Peft.Attachment;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Virtual tokens P that tasks share, changed by each task in its own way: P ⊙ (u v), u (n, r), v (r, width). Of an encoder and a decoder each has its own.</summary>
/// <remarks>Wang et al., "Multitask Prompt Tuning Enables Parameter-Efficient Transfer Learning", arXiv 2303.02861, equation 1.</remarks>
internal sealed class MultitaskPrompt : PromptAdapter
{
    private const string Shared = "prompt_embeddings", Columns = "prefix_task_cols", TaskRows = "prefix_task_rows";
    private const double Deviation = 0.02;
    private readonly PromptSlot _slot;
    private readonly MultitaskPromptTuningConfig _config;

    internal MultitaskPrompt(PromptSlot slot, MultitaskPromptTuningConfig config)
        : base(nameof(MultitaskPrompt), slot)
    {
        (_slot, _config) = (slot, config);
        AddParameter(Columns, config.NumTasks, config.RowsOf(slot), config.NumRanks);
        AddParameter(TaskRows, config.NumTasks, config.NumRanks, slot.Shape.Width);
        AddParameter(Shared, config.RowsOf(slot), slot.Shape.Width);
    }

    protected internal override void Start()
    {
        PromptStart.Fill(this[Shared], _slot, _config);
        this[Columns].normal_(0, Deviation);
        this[TaskRows].normal_(0, Deviation);
        if (_config.Init >= PromptTuningInit.AverageSourceTasks)
            StartFromSource();
    }

    protected internal override Tensor? Vectors(long batch, int sequence)
    {
        using var scope = NewDisposeScope();
        long length = _config.NumVirtualTokens, first = sequence * length;
        var tasks = tensor(PromptTasks.ForRows(batch, _config.NumTasks), device: this[Shared].device);
        var change = this[Columns].narrow(1, first, length).index_select(0, tasks).bmm(this[TaskRows].index_select(0, tasks));
        return this[Shared].narrow(0, first, length).mul(change).MoveToOuterDisposeScope();
    }

    private void StartFromSource()
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(_config.InitStateDictPath!);
        Take(Shared, tokens => tokens);
        if (_config.Init == PromptTuningInit.OnlySourceShared)
            return;
        foreach (string key in new[] { Columns, TaskRows })
            Take(key, tasks => _config.Init == PromptTuningInit.ExactSourceTask ? tasks.narrow(0, _config.InitTask, 1) : tasks.mean([0], keepdim: true));

        void Take(string key, Func<Tensor, Tensor> choose)
        {
            if (!file.Tensors.TryGetValue(key, out var found) || (key != Shared && found.Shape.FirstOrDefault() <= _config.InitTask))
                throw new PeftConfigException(_config.PeftType, [$"'{file.Path}' has no '{key}' of task {_config.InitTask}."], "Give the adapter_model.safetensors of an adapter that was trained by multitask prompt tuning.");
            var start = choose(file.Read(key));
            if (!start.shape.AsSpan().SequenceEqual(this[key].shape))
                throw new PeftConfigException(_config.PeftType, [$"'{key}' of '{file.Path}' is [{string.Join(", ", start.shape)}], but [{string.Join(", ", this[key].shape)}] is needed."], "Take as many virtual tokens and ranks as the source tasks have, and the same model.");
            this[key].copy_(start);
        }
    }
}
