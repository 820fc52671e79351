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
        update open_inquiries o set route = t.route, give_up_at = t.give_up_at
        from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as t (id, route, give_up_at)
        where o.id = t.id
        """;

    const string Named = """
        update open_inquiries o set provider_id = t.provider_id
        from unnest($1::uuid[], $2::text[]) as t (id, provider_id)
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
            new(Lanes: 1, GroupLimit: 256, QueueLimit: 20_000, Patience, one => one.Inquiry.ToString())
            {
                HasSubjectOnce = true,
            },
            Write,
            log,
            connections);
    }

    public Task Write(
        InquiryId inquiry, PartnerId partner, string bankCode, RouteStep step, DateTimeOffset? giveUpAt = null) =>
        _groups.Enqueue(new(inquiry, new(inquiry, partner, bankCode, step, IsSure: true), giveUpAt));

    public Task Keep(InquiryId inquiry, string providerId) =>
        _groups.Enqueue(new(inquiry) { ProviderId = providerId });

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
            await Days.Make(_database, attempt.Items.Select(one => one.Inquiry.Day));
            await WriteOnce(attempt);
        }

        return [.. attempt.Items.Select(_ => true)];
    }

    async Task WriteOnce(Attempt<Entry> attempt)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Locks.Limited(attempt.LockPatience));
        // In the order in which closing takes them.
        AddReassigned(batch, [.. attempt.Items.Where(one => one.GiveUpAt is not null)]);
        AddNamed(batch, [.. attempt.Items.Where(one => one.ProviderId is not null)]);
        InquiryStep[] steps = [.. attempt.Items.Select(one => one.Step).OfType<InquiryStep>()];
        if (steps.Length > 0)
            batch.BatchCommands.Add(QuestionStatement.OfSure(steps));

        await batch.PrepareIfAllowed();
        await batch.ExecuteNonQueryAsync();
    }

    static void AddReassigned(NpgsqlBatch batch, Entry[] all)
    {
        if (all.Length == 0)
            return;

        var command = new NpgsqlBatchCommand(Reassign);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, all, one => one.Inquiry.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, all, one => one.Step!.Step.Route.Value);
        command.Parameters.AddArray(NpgsqlDbType.TimestampTz, all, one => one.GiveUpAt!.Value.UtcDateTime);
        batch.BatchCommands.Add(command);
    }

    static void AddNamed(NpgsqlBatch batch, Entry[] all)
    {
        if (all.Length == 0)
            return;

        var command = new NpgsqlBatchCommand(Named);
        command.Parameters.AddArray(NpgsqlDbType.Uuid, all, one => one.Inquiry.Value);
        command.Parameters.AddArray(NpgsqlDbType.Text, all, one => one.ProviderId!);
        batch.BatchCommands.Add(command);
    }

    sealed record Entry(InquiryId Inquiry, InquiryStep? Step = null, DateTimeOffset? GiveUpAt = null)
    {
        public string? ProviderId { get; init; }
    }
}
