using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>Writes questions down in groups, beside the inquiries that they are about.</summary>
public sealed class QuestionLedger : IHostedService, IQuestionLedger
{
    const string Reassign = """
        update open_inquiries o set route = t.route
        from unnest($1::uuid[], $2::text[]) as t (id, route)
        where o.id = t.id
        """;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly NpgsqlDataSource _database;
    readonly GroupCommit<Entry, bool> _groups;

    public QuestionLedger(
        NpgsqlDataSource database, ILogger<QuestionLedger> log, SpareConnections? connections = null)
    {
        _database = database;

        // One inquiry's go one after the other; everybody else's do not wait for them.
        _groups = new(
            new(Lanes: 1, GroupLimit: 256, QueueLimit: 20_000, Patience, one => one.Step.Inquiry.ToString())
            {
                HasSubjectOnce = true,
            },
            Write,
            log,
            connections);
    }

    public Task Write(
        InquiryId inquiry, PartnerId partner, string bankCode, RouteStep step, bool isOpen = false) =>
        _groups.Enqueue(new(new(inquiry, partner, bankCode, step, IsSure: true), isOpen));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _groups.Start();
        return Task.CompletedTask;
    }

    /// <summary>Writes what is queued, then stops.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _groups.Stop();

    async Task<IReadOnlyList<bool>> Write(Attempt<Entry> attempt)
    {
        try
        {
            await WriteOnce(attempt);
        }
        catch (PostgresException e) when (e.SqlState == Days.MissingPartition)
        {
            await Days.Make(_database, attempt.Items.Select(one => one.Step.Inquiry.Day));
            await WriteOnce(attempt);
        }

        return [.. attempt.Items.Select(_ => true)];
    }

    async Task WriteOnce(Attempt<Entry> attempt)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));
        batch.BatchCommands.Add(QuestionStatement.Of([.. attempt.Items.Select(one => one.Step)]));

        Entry[] open = [.. attempt.Items.Where(one => one.IsOpen)];
        if (open.Length > 0)
        {
            var command = new NpgsqlBatchCommand(Reassign);
            command.Parameters.AddArray(NpgsqlDbType.Uuid, open, one => one.Step.Inquiry.Value);
            command.Parameters.AddArray(NpgsqlDbType.Text, open, one => one.Step.Step.Route.Value);
            batch.BatchCommands.Add(command);
        }

        await batch.PrepareIfAllowed();
        await batch.ExecuteNonQueryAsync();
    }

    sealed record Entry(InquiryStep Step, bool IsOpen);
}
