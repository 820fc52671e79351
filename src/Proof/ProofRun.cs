using System.Data;
using Npgsql;
using Periksa.Postgres.Server;

namespace Periksa.Proof;

/// <summary>Derives every balance, invoice, disbursement and bill anew from the postings and the inquiry log, and says
/// where the ledger differ.</summary>
public sealed class ProofRun(NpgsqlDataSource database)
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Checks each law as of one moment, a day at a time where it is about inquiries; hosts may go on
    /// working meanwhile.</summary>
    /// <param name="tell">Told a line for each law, and one for each difference.</param>
    /// <returns>How many differences there are.</returns>
    public Task<long> Run(Action<string> tell, CancellationToken cancel) =>
        Run(tell, new Dictionary<DateOnly, string>(), cancel);

    /// <summary>The same, with heads of sealed days that were kept elsewhere.</summary>
    /// <param name="heads">In hexadecimal, by day.</param>
    public async Task<long> Run(
        Action<string> tell, IReadOnlyDictionary<DateOnly, string> heads, CancellationToken cancel)
    {
        await using var connection = await Connect(cancel);
        try
        {
            var differences = 0L;
            foreach (var law in Law.OfAll)
                differences += await Check(connection, law, tell, cancel);

            foreach (var law in Law.OfADay)
                differences += await CheckDays(connection, law, tell, cancel);

            differences += await CheckSeals(connection, heads, tell, cancel);
            return differences;
        }
        catch (PostgresException e) when (e.SqlState
            is PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedFunction)
        {
            throw new ServerException("This database's schema is another version's: start a host on it once.", e);
        }
        catch (NpgsqlException e)
        {
            throw new ServerException(
                $"The proof broke off, and says nothing about what it did not reach: {e.Message} Run it again.", e);
        }
    }

    async Task<NpgsqlConnection> Connect(CancellationToken cancel)
    {
        try
        {
            return await database.OpenConnectionAsync(cancel);
        }
        catch (NpgsqlException e)
        {
            throw new ServerException(
                $"The database does not answer: see ConnectionStrings__Periksa ({e.Message}).", e);
        }
    }

    static async Task<long> Check(
        NpgsqlConnection connection, Law law, Action<string> tell, CancellationToken cancel)
    {
        await using var moment = await Moment(connection, cancel);
        await using var count = Command(connection, $"select count(*) from {law.Table}");
        var rows = (long)(await count.ExecuteScalarAsync(cancel))!;

        var found = new Differences();
        await Ask(connection, law.Text, law.Parameters, found, cancel);
        found.Tell(tell);
        tell($"{law.Name}: {rows} checked, {found.Count} differences");
        return found.Count;
    }

    static async Task<long> CheckDays(
        NpgsqlConnection connection, Law law, Action<string> tell, CancellationToken cancel)
    {
        var all = new Differences();
        var checkedDays = 0;
        foreach (var day in await KeptDays.All(connection))
        {
            var found = new Differences();
            await using (await Moment(connection, cancel))
                await Ask(connection, law.Text, [day, .. law.Parameters], found, cancel);

            // A day that was forgotten while this looked at it differs from what is left of it, of course.
            if (found.Count > 0 && !await KeptDays.Has(connection, day))
                continue;

            all.Add(found);
            checkedDays++;
        }

        all.Tell(tell);
        tell($"{law.Name}: {checkedDays} days checked, {all.Count} differences");
        return all.Count;
    }

    static async Task<long> CheckSeals(
        NpgsqlConnection connection,
        IReadOnlyDictionary<DateOnly, string> heads,
        Action<string> tell,
        CancellationToken cancel)
    {
        var (days, found) = await new SealCheck(connection, heads).Run(cancel);
        found.Tell(tell);
        tell($"{SealCheck.Name}: {days} days checked, {found.Count} differences");
        return found.Count;
    }

    static async Task Ask(
        NpgsqlConnection connection,
        string text,
        IEnumerable<object> parameters,
        Differences found,
        CancellationToken cancel)
    {
        await using var command = Command(connection, text, [.. parameters]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            found.Add(rows.GetString(0));
    }

    static async Task<NpgsqlTransaction> Moment(NpgsqlConnection connection, CancellationToken cancel)
    {
        var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await using var command = Command(connection, "set transaction read only");
        await command.ExecuteNonQueryAsync(cancel);
        return moment;
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string text, params object[] parameters)
    {
        var command = new NpgsqlCommand(text, connection) { CommandTimeout = (int)Patience.TotalSeconds };
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });

        return command;
    }
}
