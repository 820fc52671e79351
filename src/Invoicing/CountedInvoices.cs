using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres.Groups;

namespace Periksa.Invoicing;

/// <summary>Invoices that a group adds rows to instead of updating them.</summary>
sealed class CountedInvoices(List<(PartnerId Partner, DateOnly Day)> invoices)
{
    // Shared with other groups; whoever closes or folds an invoice holds it alone. Taken before the statement that
    // writes, so that this sees whether the invoice was closed by whoever held it.
    const string Share = $"""
        {Locks.Group},
               (select count(pg_advisory_xact_lock_shared(invoice_lock(partner, day)))
                from (select partner, day from unnest($3::text[], $4::date[]) as i (partner, day)
                      order by partner, day) i)
        """;

    public static CountedInvoices None { get; } = new([]);

    public bool Any => invoices.Count > 0;

    public IReadOnlyList<(PartnerId Partner, DateOnly Day)> All => invoices;

    /// <summary>The beginning of a group's batch: its own lock, and those of these invoices.</summary>
    public NpgsqlBatchCommand Lock(TimeSpan patience, long key)
    {
        if (!Any)
            return Locks.Limited(patience, key);

        var command = new NpgsqlBatchCommand(Share) { Parameters = { Locks.Milliseconds(patience), Locks.Key(key) } };
        AddTo(command.Parameters);
        return command;
    }

    /// <summary>partner, day.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.AddArray(NpgsqlDbType.Text, invoices, invoice => invoice.Partner.Value);
        parameters.AddArray(NpgsqlDbType.Date, invoices, invoice => invoice.Day);
    }
}
