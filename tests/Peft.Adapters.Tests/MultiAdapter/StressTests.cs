using System.Diagnostics;
using System.Globalization;
using Peft.Attachment;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>
/// Eight threads run one model while another loads, activates, swaps, renames and deletes adapters as fast as it can. Each output has to be, to the bit, one that
/// some consistent set of adapters gives. PEFT_STRESS_SECONDS says for how long.
/// </summary>
[TestFixture]
[Category("Stress")]
[NonParallelizable]
public sealed class StressTests
{
    private const int Threads = 8, Contents = 4, Rows = 3;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("PEFT_STRESS_SECONDS") ?? "1.5", CultureInfo.InvariantCulture));

    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void Inference_WhileAdaptersChange_GivesOnlyValidResults(SiteStrategy strategy)
    {
        using var folders = new SavedAdapters();
        using var model = Mlps.Create(strategy);
        using var x = randn(Rows, Mlps.Inputs);
        var peft = model.WithAdapters("a", "b");
        peft.LoadAdapter(folders[0], "fixed");
        bool perRow = Mlps.PerRowStrategies.Contains(strategy);
        var valid = new ValidOutputs(model, x, folders, perRow);
        Reset();
        long before = LeakGuard.LiveTensors();

        var running = new Running(peft, model, x, valid, perRow);
        int changes = running.Change(folders, s_duration);
        Reset();
        long after = LeakGuard.LiveTensors() + running.LiveTensors;

        TestContext.Out.WriteLine($"{strategy}: {running.Requests} requests, {running.Refused} for a name that was gone, {changes} changes in {s_duration.TotalSeconds} s; "
            + $"{running.Mismatches} mismatches; live tensors {before} before, {after} after");
        Assert.That(running.Errors, Is.Empty);
        Assert.That(running.Mismatches, Is.Zero);
        Assert.That(running.Requests, Is.GreaterThan(Threads));
        Assert.That(changes, Is.GreaterThan(1));
        Assert.That(after, Is.EqualTo(before), "live tensors");

        void Reset()
        {
            peft.HotSwap(folders[0], "a");
            peft.HotSwap(folders[0], "b");
        }
    }

    private static string Run(Module<Tensor, Tensor> model, Tensor x)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Convert.ToBase64String(model.call(x).bytes);
    }

    /// <summary>Folders with adapters that a model may be given.</summary>
    private sealed class SavedAdapters : IDisposable
    {
        private readonly List<TempFolder> _folders = [.. Enumerable.Range(0, Contents).Select(_ => new TempFolder())];

        internal SavedAdapters()
        {
            using var model = new OpenMlp();
            var peft = PeftModel.For(model);
            for (int i = 0; i < Contents; i++)
            {
                var config = Mlps.Config(rank: 2 + i);
                config.UseDora = i % 2 == 1;
                peft.AddAdapter(config, $"{i}");
                peft.SaveAdapter(this[i], $"{i}");
            }
        }

        internal string this[int content] => _folders[content].Path;

        public void Dispose() => _folders.ForEach(f => f.Dispose());
    }

    /// <summary>What may come out: for the whole batch with none, one or two adapters, and for each row with one or none.</summary>
    private sealed class ValidOutputs
    {
        private readonly HashSet<string> _batches = [];
        private readonly HashSet<string>[] _rows = [.. Enumerable.Range(0, Rows).Select(_ => new HashSet<string>())];

        internal ValidOutputs(Module<Tensor, Tensor> model, Tensor x, SavedAdapters folders, bool perRow)
        {
            var peft = PeftModel.For(model);
            Run(model, x);
            using (peft.Use())
                OfBase = Run(model, x);
            using (peft.Use("fixed"))
                OfFixed = Run(model, x);
            _batches.UnionWith([OfBase, OfFixed]);
            for (int i = 0; i < Contents; i++)
            {
                peft.HotSwap(folders[i], "a");
                using (peft.Use("a"))
                    _batches.Add(Run(model, x));
                for (int row = 0; perRow && row < Rows; row++)
                {
                    using (peft.UsePerRow([.. Enumerable.Range(0, Rows).Select(r => r == row ? "a" : null)]))
                        AddRows(Run(model, x));
                }
                for (int j = 0; j < Contents; j++)
                {
                    peft.HotSwap(folders[j], "b");
                    using (peft.Use("a", "b"))
                        _batches.Add(Run(model, x));
                }
            }
        }

        internal string OfBase { get; }

        internal string OfFixed { get; }

        internal bool HasBatch(string output) => _batches.Contains(output);

        internal bool HasRows(string output) => Split(output).Select((row, i) => _rows[i].Contains(row)).All(known => known);

        private void AddRows(string output)
        {
            foreach (var (i, row) in Split(output).Index())
                _rows[i].Add(row);
        }

        private static IEnumerable<string> Split(string output)
        {
            byte[] bytes = Convert.FromBase64String(output);
            return bytes.Chunk(bytes.Length / Rows).Select(Convert.ToBase64String);
        }
    }

    private sealed class Running(PeftModel peft, Module<Tensor, Tensor> model, Tensor x, ValidOutputs valid, bool perRow)
    {
        private int _requests, _refused, _mismatches;
        private long _live;
        private volatile bool _stop;

        /// <summary>What the threads have made and not disposed, less what they have disposed and not made.</summary>
        internal long LiveTensors => _live;

        internal int Requests => _requests;

        internal int Refused => _refused;

        internal int Mismatches => _mismatches;

        internal List<Exception> Errors { get; } = [];

        /// <summary>Changes the adapters while threads run the model; at the end they are the same number, by the same names.</summary>
        internal int Change(SavedAdapters folders, TimeSpan duration)
        {
            var threads = Enumerable.Range(0, Threads).Select(seed => new Thread(() => Guard(() => Request(new Random(seed))))).ToList();
            threads.ForEach(t => t.Start());
            int changes = 0;
            Guard(() =>
            {
                var random = new Random(Threads);
                for (var watch = Stopwatch.StartNew(); watch.Elapsed < duration && !_stop; changes += 9)
                {
                    peft.SetActive("a");
                    peft.HotSwap(folders[random.Next(Contents)], "a");
                    peft.LoadAdapter(folders[random.Next(Contents)], "c");
                    peft.SetActive("a", "b");
                    peft.RenameAdapter("a", "d");
                    peft.RenameAdapter("b", "a");
                    peft.HotSwap(folders[random.Next(Contents)], "d");
                    peft.DeleteAdapter("c");
                    peft.RenameAdapter("d", "b");
                }
            });
            _stop = true;
            threads.ForEach(t => t.Join());
            return changes;
        }

        private void Request(Random random)
        {
            string[] names = ["a", "b", "c", "d", "fixed"];
            while (!_stop)
            {
                try
                {
                    bool ok = random.Next(perRow ? 5 : 4) switch
                    {
                        0 => valid.HasBatch(Run(model, x)),
                        1 => valid.HasBatch(RunWith(names[random.Next(names.Length)])),
                        2 => RunWith("fixed") == valid.OfFixed,
                        3 => RunWith() == valid.OfBase,
                        _ => RunRows([.. random.GetItems(names, Rows).Distinct().Append(null).Take(Rows)]),
                    };
                    Interlocked.Increment(ref ok ? ref _requests : ref _mismatches);
                }
                catch (AdapterStateException)
                {
                    Interlocked.Increment(ref _refused);
                }
            }
            Interlocked.Add(ref _live, LeakGuard.LiveTensors());
        }

        private string RunWith(params string[] names)
        {
            using var _ = peft.Use(names);
            return Run(model, x);
        }

        private bool RunRows(string?[] names)
        {
            if (names.Length < Rows)
                names = [names[0], null, null];
            using var _ = peft.UsePerRow(names);
            return valid.HasRows(Run(model, x));
        }

        private void Guard(Action action)
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                lock (Errors)
                    Errors.Add(e);
                _stop = true;
            }
        }
    }
}
