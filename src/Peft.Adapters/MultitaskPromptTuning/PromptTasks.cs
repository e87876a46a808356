namespace Peft.Adapters;

/// <summary>Which tasks the rows of a batch belong to, for multitask prompt tuning.</summary>
public static class PromptTasks
{
    [ThreadStatic]
    private static IReadOnlyList<int>? t_tasks;

    /// <summary>
    /// Gives each row of the batches that this thread computes its task, until the result is disposed. An adapter of a single task needs no such choice.
    /// </summary>
    /// <param name="tasks">For each row the number of its task, counted from 0; or one number for all rows.</param>
    /// <returns>To be disposed on this thread: do not await meanwhile.</returns>
    public static IDisposable Use(params IReadOnlyList<int> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var choice = new Scope(t_tasks);
        t_tasks = tasks;
        return choice;
    }

    /// <exception cref="ArgumentException">No tasks are chosen, not as many as there are rows, or one that there is not.</exception>
    internal static long[] ForRows(long batch, int count)
    {
        if (t_tasks is null && count > 1)
            throw new ArgumentException($"The adapter has {count} tasks, and none is chosen. help: Call the model inside 'using var tasks = PromptTasks.Use(…)' with the task of each row.");
        var tasks = t_tasks ?? [0];
        var rows = RowSelection.Current ?? [.. Enumerable.Range(0, (int)batch).Select(row => (long)row)];
        if (tasks.Count != 1 && (RowSelection.Current is null ? tasks.Count != batch : tasks.Count <= rows.Max()))
            throw new ArgumentException($"There are {tasks.Count} tasks for {batch} rows. help: Give one for each row, or one for all.");
        if (tasks.Any(t => t < 0 || t >= count))
            throw new ArgumentException($"The tasks are {string.Join(", ", tasks)}, but the adapter has {count}, counted from 0. help: Give these numbers only.");
        return [.. rows.Select(row => (long)tasks[tasks.Count == 1 ? 0 : (int)row])];
    }

    private sealed class Scope(IReadOnlyList<int>? outer) : IDisposable
    {
        public void Dispose() => t_tasks = outer;
    }
}
