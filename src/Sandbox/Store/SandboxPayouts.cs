using Npgsql;
using NpgsqlTypes;
using Periksa.Connectors.Sandbox;
using Periksa.Disbursements;

namespace Periksa.Sandbox.Store;

/// <summary>The payouts that the sandbox's bank remembers, in a table of its own: no part of the ledger, and of no
/// interest to its laws.</summary>
public sealed class SandboxPayouts(NpgsqlDataSource database) : ISandboxPayouts
{
    const string Columns = "accepted_at, settled_after, holder_name, failure_code, failure_reason";

    // How often an order was sent is counted, so that somebody can find out.
    const string ToAccept = $"""
        insert into sandbox_payouts as p (id, {Columns}) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do update set times_sent = p.times_sent + 1
        returning {Columns}
        """;

    const string ToFind = $"select {Columns} from sandbox_payouts where id = $1";

    public async Task<SandboxPayout> Accept(PayoutOrder order, SandboxPayout fate, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ToAccept);
        command.Parameters.Add(new() { Value = order.Id.Value });
        command.Parameters.Add(new() { Value = fate.AcceptedAt.UtcDateTime });
        AddNullable(command, NpgsqlDbType.Interval, fate.Delay);
        AddNullable(command, NpgsqlDbType.Text, fate.HolderName);
        AddNullable(command, NpgsqlDbType.Text, fate.Failure?.Code);
        AddNullable(command, NpgsqlDbType.Text, fate.Failure?.Reason);
        return (await Read(command, cancel))!;
    }

    public async Task<SandboxPayout?> Find(PayoutOrderId id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(ToFind);
        command.Parameters.Add(new() { Value = id.Value });
        return await Read(command, cancel);
    }

    static void AddNullable(NpgsqlCommand command, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });

    static async Task<SandboxPayout?> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(
                new(row.GetDateTime(0), TimeSpan.Zero),
                row.IsDBNull(1) ? null : row.GetTimeSpan(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.IsDBNull(3) ? null : new(row.GetString(3), row.GetString(4)))
            : null;
    }
}
