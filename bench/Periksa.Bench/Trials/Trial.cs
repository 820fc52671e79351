namespace Periksa.Bench.Trials;

/// <summary>A host over a database of its own, and one kind of request that it is sent.</summary>
/// <param name="ask">Sends as many as are answered in so many seconds.</param>
/// <param name="check">Throws unless the database holds what was acknowledged.</param>
sealed class Trial(Peer host, Func<int, Task<Load>> ask, Func<Task> check) : IAsyncDisposable
{
    public Peer Host => host;

    public Task<Load> Ask(int seconds) => ask(seconds);

    public Task Check() => check();

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
