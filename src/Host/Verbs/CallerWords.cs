using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Callbacks;
using Periksa.Partners;
using Periksa.Partners.Misses;
using Periksa.Partners.Sealing;
using Periksa.Partners.Tokens;
using Periksa.Postgres;

namespace Periksa.Host.Verbs;

/// <summary>What callers are told of what a verb does: the dialects write it here, and the hosts post it.</summary>
sealed class CallerWords : IAsyncDisposable
{
    readonly ReferenceCache _memory;
    readonly ServiceProvider _dialects;
    readonly OutboxSignal _signal = new();   // heard by nobody: hosts look for what is due

    CallerWords(ReferenceCache memory, TimeProvider clock)
    {
        (_memory, _dialects) = (memory, Dialects(memory, clock));
        Composer = new(_dialects.GetServices<ICallbackDialect>(), memory, _signal, clock);
    }

    public CallbackComposer Composer { get; }

    public static async Task<CallerWords> Open(
        Database database, MasterKeys seals, TimeProvider clock, CancellationToken interrupted)
    {
        var memory = new ReferenceCache(
            database.Watch, new MissBudgets(), seals, clock, NullLogger<ReferenceCache>.Instance,
            served: Composition.KnownDialects);
        try
        {
            await memory.Refresh(interrupted);
            return new(memory, clock);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _dialects.DisposeAsync();
        _memory.Dispose();
        _signal.Dispose();
    }

    internal static ServiceProvider Dialects(ReferenceCache memory, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddDialects();
        services.AddSingleton(clock).AddSingleton<ICredentials>(memory);
        services.AddSingleton<ITokenKeys>(memory).AddSingleton<IAccessTokens, AccessTokens>();
        return services.BuildServiceProvider();
    }
}
