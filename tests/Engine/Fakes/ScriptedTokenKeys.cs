using Periksa.Partners;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>The keys that a host remembers, and those that it would find if it looked.</summary>
sealed class ScriptedTokenKeys(params TokenKey[] known) : ITokenKeys
{
    int _looks;

    public IReadOnlyList<TokenKey> Known { get; private set; } = known;

    /// <summary>What there is elsewhere; <c>null</c> for nothing new.</summary>
    public IReadOnlyList<TokenKey>? Elsewhere { get; set; }

    /// <summary>How often it looked.</summary>
    public int Looks => _looks;

    public Task Look(CancellationToken cancel)
    {
        Interlocked.Increment(ref _looks);
        Known = Elsewhere ?? Known;
        return Task.CompletedTask;
    }
}
