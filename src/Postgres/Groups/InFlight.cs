using System.Collections.Concurrent;

namespace Periksa.Postgres.Groups;

/// <summary>The work under way on this host, by name, so that a question about it can wait for its end.</summary>
/// <remarks>A caller that has given up on an answer asks what became of its wish. It must not hear that there is none
/// while that still waits for its turn here.</remarks>
sealed class InFlight<TName>
    where TName : notnull
{
    readonly ConcurrentDictionary<TName, Task> _tasks = [];

    /// <summary>Remembers a piece of work until it has ended. Of two under one name, the later one counts: they go
    /// through the same lane, and it ends last. One that was refused at once does not.</summary>
    public Task<TResult> Watch<TResult>(TName name, Task<TResult> work)
    {
        if (work.IsCompleted)
            return work;

        _tasks[name] = work;
        work.ContinueWith(
            ended => _tasks.TryRemove(new(name, ended)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        return work;
    }

    /// <summary>Waits for what is under way by this name, however it ends.</summary>
    /// <exception cref="TimeoutException">It has not ended, so nobody can say yet what becomes of it.</exception>
    public Task End(TName name, TimeSpan patience) =>
        _tasks.TryGetValue(name, out var work) ? Task.WhenAny(work).WaitAsync(patience) : Task.CompletedTask;
}
