using System.Collections.Concurrent;
using System.Text;
using Dapper;
using Npgsql;
using Periksa.Partners.Sealing;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Routing;

/// <summary>Tokens of providers in PostgreSQL, sealed. What a host has read it keeps until shortly before the token's
/// end; then one host at a time asks for another, and the others wait for that.</summary>
/// <remarks>Ages are in real time, in a sandbox too: it is the provider who judges them.</remarks>
public sealed class ProviderTokens(NpgsqlDataSource database, MasterKeys seals) : IProviderTokens
{
    // Whoever asks for one has so long, whoever waits for it; for another host, less.
    static readonly TimeSpan RenewWithin = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(8);

    // A token is renewed when a tenth of its life is left, but not more than a minute ahead.
    const int PartAhead = 10;
    static readonly TimeSpan AheadMaximum = TimeSpan.FromMinutes(1);

    const string Read = "select token, good_until from provider_tokens where connector = @connector";

    const string Write = """
        insert into provider_tokens (connector, token, good_until)
        values (@connector, @sealed, clock_timestamp() + @good)
        on conflict (connector) do update
        set token = excluded.token, good_until = excluded.good_until, renewed_at = clock_timestamp()
        """;

    readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    public async Task<string?> Get(
        string connector,
        Func<CancellationToken, Task<ProviderToken?>> renew,
        string? refused,
        TimeSpan patience,
        CancellationToken cancel)
    {
        if (Known(connector, refused) is { } known)
            return known;

        var renewed = InTurn(connector, renew, refused);
        renewed.LeaveAlone();   // it goes on for the next, should this one stop waiting
        return await renewed.WaitAsync(patience, cancel);
    }

    // One of this host's callers asks the database, and the others hear what came of it.
    async Task<string?> InTurn(
        string connector, Func<CancellationToken, Task<ProviderToken?>> renew, string? refused)
    {
        using var asking = new CancellationTokenSource(RenewWithin);
        try
        {
            var turn = _turns.GetOrAdd(connector, static _ => new(1));
            await turn.WaitAsync(asking.Token);
            try
            {
                return Known(connector, refused) ?? await Share(connector, renew, refused, asking.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException e) when (asking.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no access token of {connector} in {RenewWithin}.", e);
        }
    }

    string? Known(string connector, string? refused) =>
        _kept.TryGetValue(connector, out var kept) && kept.GoodUntil > TimeProvider.System.GetUtcNow()
            && kept.Token != refused
                ? kept.Token
                : null;

    async Task<string?> Share(
        string connector,
        Func<CancellationToken, Task<ProviderToken?>> renew,
        string? refused,
        CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await Stored(connection, connector, refused) is { } stored)
            return stored;

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Locks.Take(connection, "provider-token", connector, LockPatience);
        if (await Stored(connection, connector, refused) is { } others)
            return others;

        var asked = TimeProvider.System.GetUtcNow();
        if (await renew(cancel) is not { } fresh)
            return null;

        var good = fresh.Lifetime - Ahead(fresh.Lifetime);
        var whole = seals.Seal(Encoding.UTF8.GetBytes(fresh.Value), Places.ProviderToken(connector));
        await connection.ExecuteAsync(Write, new { connector, @sealed = whole, good });
        await transaction.CommitAsync(CancellationToken.None);
        _kept[connector] = new(fresh.Value, asked + good);
        return fresh.Value;
    }

    async Task<string?> Stored(NpgsqlConnection connection, string connector, string? refused)
    {
        var row =
            await connection.QuerySingleOrDefaultAsync<(byte[] Token, DateTime GoodUntil)?>(Read, new { connector });
        if (row is not { } stored || stored.GoodUntil <= TimeProvider.System.GetUtcNow().UtcDateTime)
            return null;

        // Sealed with a key that this host does not have, it is as good as none.
        if (seals.Open(stored.Token, Places.ProviderToken(connector)) is not { } secret)
            return null;

        var token = Encoding.UTF8.GetString(secret);
        if (token == refused)
            return null;

        _kept[connector] = new(token, new(stored.GoodUntil, TimeSpan.Zero));
        return token;
    }

    static TimeSpan Ahead(TimeSpan lifetime) =>
        lifetime / PartAhead < AheadMaximum ? lifetime / PartAhead : AheadMaximum;

    readonly record struct Kept(string Token, DateTimeOffset GoodUntil);
}
