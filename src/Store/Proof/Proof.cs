using System.Data;
using Npgsql;
using Periksa.Bills;
using Periksa.Books;
using Periksa.Disbursements;
using Periksa.Store.Disbursements;

namespace Periksa.Store.Proof;

/// <summary>Derives every balance, invoice, disbursement and bill anew from the postings and the journal, and says
/// where the books differ.</summary>
public sealed class Proof(NpgsqlDataSource database)
{
    // A broken book may differ everywhere; the first of each kind are enough to see how.
    const int ShownMaximum = 100;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    static readonly string[] Causes = [Debits.Cause, Debits.RefundCause];

    // A new kind of money needs a check that derives it.
    static readonly string[] Kinds =
    [
        TopUp.Cause, InvoicePayment.Cause, .. Causes, Payments.Cause, Payments.ReversalCause,
    ];

    static readonly Check[] Checks =
    [
        new("balances", "ledger_accounts", []),
        new("movements", "movements", [Kinds]),
        new("invoices", "invoices", []),
        new("disbursements", "disbursements", [Causes, Codes(Course.IsGivenBack)]),
        new("balances-after", "disbursements", [Debits.Cause]),
        new("steps", "disbursement_steps", [Codes(_ => true), .. Moves()]),
        new("queue", "open_payouts", [Codes(Course.IsOver), Statuses.Write(DisbursementStatus.Initiated)]),
        new("bills", "bills", [new[] { Payments.Cause, Payments.ReversalCause }]),
    ];

    /// <summary>Checks everything as of one moment; hosts may go on working meanwhile.</summary>
    /// <param name="tell">Told a line for each check, and one for each difference.</param>
    /// <returns>How many differences there are.</returns>
    public async Task<long> Run(Action<string> tell, CancellationToken cancel)
    {
        await using var connection = await Connect(cancel);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await Execute(connection, "set transaction read only", cancel);

        var differences = 0L;
        try
        {
            foreach (var check in Checks)
                differences += await Run(connection, check, tell, cancel);
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            throw new ServerException("This database's schema is another version's: start a host on it once.", e);
        }
        catch (NpgsqlException e)
        {
            throw new ServerException(
                $"The proof broke off, and says nothing about what it did not reach: {e.Message} Run it again.", e);
        }

        return differences;
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

    static async Task<long> Run(
        NpgsqlConnection connection, Check check, Action<string> tell, CancellationToken cancel)
    {
        await using var count = new NpgsqlCommand($"select count(*) from {check.Table}", connection)
        {
            CommandTimeout = (int)Patience.TotalSeconds,
        };
        var rows = (long)(await count.ExecuteScalarAsync(cancel))!;

        await using var command = new NpgsqlCommand(Sql.Read($"Proof/{check.Name}.sql"), connection)
        {
            CommandTimeout = (int)Patience.TotalSeconds,
        };
        foreach (var parameter in check.Parameters)
            command.Parameters.Add(new() { Value = parameter });

        var differences = 0L;
        await using var found = await command.ExecuteReaderAsync(cancel);
        while (await found.ReadAsync(cancel))
        {
            if (differences++ < ShownMaximum)
                tell($"  {found.GetString(0)}");
        }

        tell($"{check.Name}: {rows} checked, {differences} differences");
        return differences;
    }

    static async Task Execute(NpgsqlConnection connection, string statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    static string[] Codes(Func<DisbursementStatus, bool> which) =>
        [.. Course.All.Where(which).Select(Statuses.Write)];

    // Two columns: from where, and to where.
    static string[][] Moves()
    {
        var all = (from a in Course.All from b in Course.All where a.MayBecome(b) select (a, b)).ToArray();
        return [[.. all.Select(one => Statuses.Write(one.a))], [.. all.Select(one => Statuses.Write(one.b))]];
    }

    /// <param name="Name">The check's SQL file; it returns a sentence for each difference.</param>
    /// <param name="Table">Whose rows it looks at.</param>
    sealed record Check(string Name, string Table, object[] Parameters);
}
