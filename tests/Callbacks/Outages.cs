using Dapper;
using Npgsql;

namespace Periksa.Callbacks.Tests;

/// <summary>A database that lets nobody in for a while.</summary>
sealed class Outages : IAsyncDisposable
{
    readonly NpgsqlConnection _inside;   // the only one that stays connected

    Outages(NpgsqlConnection inside) => _inside = inside;

    public static async Task<Outages> Prepare(NpgsqlDataSource source)
    {
        var inside = await source.OpenConnectionAsync();
        return new(inside);
    }

    public async Task Begin()
    {
        await _inside.ExecuteAsync($"alter database {_inside.Database} connection limit 0");
        await _inside.ExecuteAsync(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);
    }

    public Task End() => _inside.ExecuteAsync($"alter database {_inside.Database} connection limit -1");

    public async ValueTask DisposeAsync()
    {
        await End();
        await _inside.DisposeAsync();
    }
}
