using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Partners.Sealing;

namespace Periksa.Partners.Tokens;

/// <summary>Makes a new signing key a day, and forgets the old ones. Any host may do so; one of them does.</summary>
public sealed partial class TokenKeys(
    NpgsqlDataSource database, MasterKeys seals, ISharedClock shared, ILogger<TokenKeys> log) : BackgroundService
{
    /// <summary>The time for which a key signs before another takes over.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromDays(1);

    // Long after every token that it signed has expired.
    static readonly TimeSpan Memory = Life * 3;

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    const string Lock = "select pg_advisory_xact_lock(hashtext('periksa'), hashtext('token_keys'))";
    const string Add = "insert into token_keys (id, sealed, made_at) values (@id, @sealedKey, @now)";
    const string Forget = "delete from token_keys where made_at < @until";

    /// <summary>Makes a key where there is none, or none that is young enough.</summary>
    public async Task Renew(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeTurn(connection);

        // One that this host cannot open counts for nothing.
        var now = shared.Now;
        var known = await Read(connection, new(seals));
        if (known.Any(key => key.MadeAt > now - Life))
            return;

        // Tokens of a key that another host cannot open are refused there. Without any, this one could not give tokens.
        if (known.Count > 0 && await KeyHolders.FindWithout(connection, seals) is { } host)
        {
            Log.NotEverywhere(log, host, KeyHolders.Remedy(seals));
            return;
        }

        await Make(connection, seals, now);
        await connection.ExecuteAsync(Forget, new { until = (now - Memory).UtcDateTime });
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Waits until nobody makes or ends a key, and keeps others from it until the transaction ends.</summary>
    internal static Task TakeTurn(NpgsqlConnection connection) => connection.ExecuteAsync(Lock);

    internal static Task Make(NpgsqlConnection connection, MasterKeys seals, DateTimeOffset now)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var secret = RandomNumberGenerator.GetBytes(32);
        var sealedKey = seals.Seal(secret, Places.TokenKey(id));
        return connection.ExecuteAsync(Add, new { id, sealedKey, now = now.UtcDateTime });
    }

    internal static async Task<IReadOnlyList<TokenKey>> Read(NpgsqlConnection connection, SealTally seals)
    {
        var rows = await connection.QueryAsync<(string Id, byte[] Sealed, DateTime MadeAt)>(
            "select id, sealed, made_at from token_keys order by made_at, id");

        var keys = new List<TokenKey>();
        foreach (var (id, whole, madeAt) in rows)
        {
            // Sealed with a master key that is not given any more: its tokens are worthless, and a new key is made.
            if (seals.Open(whole, Places.TokenKey(id)) is { } secret)
                keys.Add(new(id, secret, new(madeAt, TimeSpan.Zero)));
        }

        return keys;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (shared.MayDecide)
                    await Primary.Await(() => Renew(stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotRenewed(log, e);   // the old one goes on signing
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(34, LogLevel.Warning, "The tokens' signing key could not be renewed yet")]
        public static partial void NotRenewed(ILogger log, Exception e);

        [LoggerMessage(184, LogLevel.Warning,
            "The tokens' signing key is not renewed, and the one before goes on signing: host {Host} {Remedy}")]
        public static partial void NotEverywhere(ILogger log, string host, string remedy);
    }
}
