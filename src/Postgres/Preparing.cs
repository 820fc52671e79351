using System.Runtime.CompilerServices;
using Npgsql;

namespace Periksa.Postgres;

/// <summary>Prepares statements where the way to the server keeps them.</summary>
/// <remarks>
/// Behind a pooler that hands out another server's connection for each transaction, a prepared statement's name is
/// unknown, or another host's. <c>Max Auto Prepare=0</c> in the connection string says so, whether an operator wrote it
/// there or <see cref="Database"/> found it out; it counts for what is prepared by hand as well.
/// </remarks>
static class Preparing
{
    // By the text itself and not by what it says: all connections of a pool share one string.
    static readonly ConditionalWeakTable<string, StrongBox<bool>> Known = [];

    public static Task PrepareIfAllowed(this NpgsqlBatch batch) =>
        Allows(batch.Connection!) ? batch.PrepareAsync() : Task.CompletedTask;

    public static Task PrepareIfAllowed(this NpgsqlCommand command) =>
        Allows(command.Connection!) ? command.PrepareAsync() : Task.CompletedTask;

    static bool Allows(NpgsqlConnection connection) => Known.GetValue(
        connection.ConnectionString,
        static text => new(new NpgsqlConnectionStringBuilder(text).MaxAutoPrepare > 0)).Value;
}
