namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread, and its counters.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? t_instance;
    private readonly ThreadDisposeScopeStatistics _statistics = new();

    internal static DisposeScopeManager OfThread => t_instance ??= new();

    internal DisposeScope? Current { get; private set; }

    /// <summary>Counters of the current thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => OfThread._statistics;

    internal DisposeScope Enter() => Current = new DisposeScope(this);

    internal void Leave(DisposeScope scope)
    {
        if (Current == scope)
        {
            Current = scope.OuterScope;
            return;
        }
        for (var inner = Current; inner is not null; inner = inner.OuterScope)
        {
            if (inner.OuterScope == scope)
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }

    internal void Created(torch.Tensor tensor)
    {
        if (Current is null)
        {
            _statistics.TensorStatistics.CreatedOutsideScopeCount++;
            return;
        }
        _statistics.TensorStatistics.CreatedInScopeCount++;
        Current.Add(tensor);
    }

    internal void Disposing(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
            _statistics.TensorStatistics.DisposedOutsideScopeCount++;
        else
            _statistics.TensorStatistics.DisposedInScopeCount++;
    }
}
