using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Invoicing;

/// <summary>Adds the rows of <c>invoice_lines</c> to their invoices: this host's twice a second, and now and then
/// whatever a host that died has left.</summary>
public sealed partial class InvoiceFolder(
    NpgsqlDataSource database, InvoiceCounters counters, ILogger<InvoiceFolder> log) : BackgroundService
{
    const string LeftOver = "select distinct partner, day from invoice_lines limit 1000";
    const string Fold = "select fold_invoice($1, $2)";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LockPatience = TimeSpan.FromMilliseconds(500);
    const int RoundsBetweenLooks = 20;

    /// <summary>Folds what this host has written so far.</summary>
    public async Task FoldOwn()
    {
        foreach (var invoice in counters.TakeUnfolded())
            await FoldGuarded(new(invoice.Partner), invoice.Day);
    }

    /// <summary>Folds everything there is.</summary>
    public async Task FoldAll()
    {
        var left = new List<(PartnerId Partner, DateOnly Day)>();
        await using (var command = database.CreateCommand(LeftOver))
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                left.Add((new(rows.GetString(0)), rows.GetFieldValue<DateOnly>(1)));
        }

        foreach (var (partner, day) in left)
            await FoldGuarded(partner, day);
    }

    /// <summary>The inquiry log has stopped before: what it has written is folded now.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(FoldOwn(), Task.Delay(LockPatience * 4, CancellationToken.None));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            try
            {
                await Primary.Await(FoldOwn);
                if (round % RoundsBetweenLooks == 0)
                    await Primary.Await(FoldAll);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Postponed(log, e);
            }
        }
    }

    async Task FoldGuarded(PartnerId partner, DateOnly day)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await Locks.LimitIn(connection, LockPatience);
            await FoldIn(connection, partner, day);
            await transaction.CommitAsync();
        }
        catch (Exception e) when (Outage.Is(e))
        {
            counters.PutBack((partner, day));   // somebody holds the invoice, or the database is away: later
        }
    }

    /// <summary>Folds an invoice within the connection's open transaction. Until that ends, no group adds to
    /// it.</summary>
    internal static async Task FoldIn(NpgsqlConnection connection, PartnerId partner, DateOnly day)
    {
        await using var command = new NpgsqlCommand(Fold, connection)
        {
            Parameters = { new() { Value = partner.Value }, new() { Value = day } },
        };
        await command.ExecuteNonQueryAsync();
    }

    static partial class Log
    {
        [LoggerMessage(42, LogLevel.Warning, "Lines could not be added to their invoices yet; trying again")]
        public static partial void Postponed(ILogger log, Exception e);
    }
}
