using System.Collections.Concurrent;
using System.Net;

namespace Periksa.Callbacks.Posting;

/// <summary>Looks names up, each on a thread of its own.</summary>
/// <remarks>
/// On Linux a look-up holds its thread until the system's resolver has given up, which nobody can hasten. On the shared
/// pool, a few names whose servers are silent would hold up everything this host does. Whoever asks for a name that is
/// being looked up waits for the same answer, so there are as many such threads as silent names. Nothing is kept: the
/// next connection asks again.
/// </remarks>
sealed class Lookups
{
    readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> _underWay = new(StringComparer.OrdinalIgnoreCase);

    public Task<IPAddress[]> Find(string name, CancellationToken cancel) =>
        IPAddress.TryParse(name, out var literal)
            ? Task.FromResult<IPAddress[]>([literal])
            : _underWay.GetOrAdd(name, Begin).Value.WaitAsync(cancel);

    Lazy<Task<IPAddress[]>> Begin(string name) => new(() => Task.Factory.StartNew(
        () => Resolve(name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    IPAddress[] Resolve(string name)
    {
        try
        {
            return Dns.GetHostAddresses(name);
        }
        finally
        {
            _underWay.TryRemove(name, out _);
        }
    }
}
