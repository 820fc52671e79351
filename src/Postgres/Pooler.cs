using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Postgres;

/// <summary>Finds out whether the way to the server keeps one session for one connection, as a pooler that gives a
/// session for each transaction does not.</summary>
/// <remarks>
/// A prepared statement lives in a session. Elsewhere its name is unknown, or worse: another host's, whose statement is
/// run in its place. Locks, settings and cursors are a transaction's; only forgetting a day needs a session, too.
/// </remarks>
static class Pooler
{
    const string Prepares = "Max Auto Prepare";
    const string Process = "select pg_backend_pid()";

    // A pooler takes the session that was given back last or first; with some of them held, both show.
    const int Held = 3;

    const int PatienceSeconds = 5;

    /// <returns>The connection string to use: without prepared statements where they would not be found
    /// again.</returns>
    public static async Task<string> Adapt(
        NpgsqlConnectionStringBuilder given, Action<string> tell, CancellationToken cancel)
    {
        var connectionString = given.ConnectionString;
        var isSetByHand = given.ShouldSerialize(Prepares);
        var preparesNothing = isSetByHand && given.MaxAutoPrepare == 0;
        if (preparesNothing || await Keeps(Sessions, Another, cancel))
            return connectionString;

        if (isSetByHand)
        {
            return await Keeps(Statements, Another, cancel) ? connectionString : throw new ServerException(
                $"The pooler of ConnectionStrings__Periksa gives each transaction another session and loses prepared "
                + $"statements: leave '{Prepares}' out of the connection string, or set the pooler to session mode.");
        }

        tell("Behind a pooler that gives each transaction another session, statements are not prepared.");
        given.MaxAutoPrepare = 0;
        return given.ConnectionString;

        Task<NpgsqlConnection> Another() => Open(given, cancel);
    }

    /// <summary>True if a connection has a session of its own. Takes four connections for a moment.</summary>
    public static Task<bool> KeepsSessions(NpgsqlDataSource database, CancellationToken cancel) =>
        Keeps(Sessions, () => database.OpenConnectionAsync(cancel).AsTask(), cancel);

    // Asks on one connection again and again while more and more sessions are held by others.
    static async Task<bool> Keeps(
        Func<NpgsqlConnection, Task<Func<NpgsqlConnection, Task<bool>>>> begin,
        Func<Task<NpgsqlConnection>> open,
        CancellationToken cancel)
    {
        await using var watched = await open();
        var isKept = await begin(watched);
        var others = new List<NpgsqlConnection>();
        try
        {
            for (var i = 0; i < Held; i++)
            {
                others.Add(await open());
                await others[i].BeginTransactionAsync(cancel);
                if (!await isKept(others[i]))
                    return false;
            }

            return true;
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            return false;   // a server lets everybody in at once; only a pooler has all of its sessions in use
        }
        finally
        {
            foreach (var other in others)
                await other.DisposeAsync();
        }
    }

    static async Task<Func<NpgsqlConnection, Task<bool>>> Sessions(NpgsqlConnection watched)
    {
        var home = await Ask(watched);
        return async other => await Ask(other) != home && await Ask(watched) == home;
    }

    static async Task<Func<NpgsqlConnection, Task<bool>>> Statements(NpgsqlConnection watched)
    {
        var command = new NpgsqlCommand(Process, watched);
        var isPrepared = await Succeeds(command.PrepareAsync());
        return async other =>
        {
            await Ask(other);
            return isPrepared && await Succeeds(command.ExecuteScalarAsync());
        };
    }

    static async Task<bool> Succeeds(Task task)
    {
        try
        {
            await task;
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    static async Task<int> Ask(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Process, connection) { CommandTimeout = PatienceSeconds };
        return (int)(await command.ExecuteScalarAsync())!;
    }

    static async Task<NpgsqlConnection> Open(NpgsqlConnectionStringBuilder given, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(given.ConnectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 0,
            Timeout = PatienceSeconds,
            CommandTimeout = PatienceSeconds,
            ApplicationName = "periksa",
        };

        // Of several servers always the same one: two of them are no pooler.
        var hasSeveral = settings.Host?.Contains(',', StringComparison.Ordinal) is true;
        if (hasSeveral && string.IsNullOrEmpty(settings.TargetSessionAttributes))
            settings.TargetSessionAttributes = "primary";

        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
