using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Callbacks;

/// <param name="Url">Where its messages go, as registered; <c>null</c> for nowhere any more.</param>
readonly record struct DueEndpoint(EndpointName Name, string? Url);

/// <summary>The queue of messages to be posted, as the database has it.</summary>
sealed class Queue(NpgsqlDataSource database, TimeSpan lease)
{
    // The queue is almost empty most of the time and long at others, and a plan is kept for minutes: none may be made
    // that reads all of it. Planned for its very arrays, a claim would take longer to plan than to execute.
    const string ByIndexAlone =
        """
        select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
               set_config('plan_cache_mode', 'force_generic_plan', true)
        """;

    static readonly string Due = Sql.Read("Callbacks/due.sql");
    static readonly string ToClaim = Sql.Read("Callbacks/claim.sql");

    /// <summary>The endpoints that have something due.</summary>
    public Task<List<DueEndpoint>> FindDue(DateTimeOffset now, CancellationToken cancel) =>
        Primary.Await(() => FindDueNow(now, cancel));

    async Task<List<DueEndpoint>> FindDueNow(DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = Look(Due, out var input);
        input.Add(new() { Value = now.UtcDateTime });

        var found = new List<DueEndpoint>();
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        await rows.NextResultAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            found.Add(new(
                new(rows.GetString(0), rows.GetString(1)),
                rows.IsDBNull(2) ? null : rows.GetString(2)));
        }

        return found;
    }

    /// <summary>Leases each endpoint's share of what is due to this host, of one subject's messages the first
    /// alone.</summary>
    /// <remarks>It cannot be cancelled: what was leased without anybody hearing of it would lie still until the lease
    /// runs out.</remarks>
    public Task<Claimed> Claim(IReadOnlyList<Share> shares, DateTimeOffset now) =>
        Primary.Await(() => ClaimNow(shares, now));

    async Task<Claimed> ClaimNow(IReadOnlyList<Share> shares, DateTimeOffset now)
    {
        var claimed = Turn.Begin();
        await using var batch = Look(ToClaim, out var input);
        input.AddArray(NpgsqlDbType.Text, shares, share => share.Endpoint.Name.Dialect);
        input.AddArray(NpgsqlDbType.Text, shares, share => share.Endpoint.Name.Credential);
        input.AddArray(NpgsqlDbType.Integer, shares, share => share.Messages);
        input.Add(new() { Value = now.UtcDateTime });
        input.Add(new() { Value = lease });

        var (messages, putBehind) = (new List<Message>(), 0L);
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
        {
            putBehind = rows.GetInt64(0);
            if (!rows.IsDBNull(1))
                messages.Add(Read(rows, claimed));
        }

        return new(messages, putBehind);
    }

    // Without a transaction of its own a batch is one, and the setting ends with it.
    NpgsqlBatch Look(string text, out NpgsqlParameterCollection input)
    {
        var command = new NpgsqlBatchCommand(text);
        var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(ByIndexAlone));
        batch.BatchCommands.Add(command);
        input = command.Parameters;
        return batch;
    }

    static Message Read(NpgsqlDataReader row, Turn claimed) => new(
        row.GetInt64(1),
        new(row.GetString(2), row.GetString(3)),
        row.GetFieldValue<byte[]>(4),
        new(row.GetDateTime(5), TimeSpan.Zero),
        row.GetInt32(6),
        row.GetInt32(7),
        IsOrdered: !row.IsDBNull(8),
        claimed);
}
