namespace Periksa;

/// <summary>The database server that takes writes. When another has become it, whatever was sent to the former one and
/// has no answer yet is not worth waiting for.</summary>
/// <remarks>Nothing is cancelled: a machine that has vanished would not hear of it, and one that is only slow might
/// call a commit a success that was never replicated. Its connections end when the system gives them up.</remarks>
public static class Primary
{
    static volatile CancellationTokenSource _reign = new();

    /// <summary>This process has learnt that another server is the primary now.</summary>
    /// <remarks>Those who wait go on elsewhere, and not on the caller's thread.</remarks>
    public static void HasChanged() => _ = Interlocked.Exchange(ref _reign, new()).CancelAsync();

    /// <summary>Waits for work until another server becomes the primary.</summary>
    /// <exception cref="IOException">That came first: what was begun may have been done or not.</exception>
    public static async Task<T> Await<T>(Func<Task<T>> work)
    {
        var reign = _reign.Token;
        var running = work();
        try
        {
            return await running.WaitAsync(reign);
        }
        catch (OperationCanceledException e) when (reign.IsCancellationRequested)
        {
            if (running.IsCompleted)
                return await running;   // in the same moment

            running.LeaveAlone();
            throw new IOException("Another server has become the primary meanwhile.", e);
        }
    }

    /// <inheritdoc cref="Await{T}(Func{Task{T}})"/>
    public static Task Await(Func<Task> work) => Await<object?>(async () =>
    {
        await work();
        return null;
    });
}
