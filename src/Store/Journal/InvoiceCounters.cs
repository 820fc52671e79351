using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Periksa.Store.Groups;

namespace Periksa.Store.Journal;

/// <summary>Decides for each group whether its lines go onto the invoice itself or into a row of their own that is
/// folded into it later.</summary>
/// <remarks>
/// An invoice that is updated by every group gets slow while somebody holds an old snapshot: all its versions are
/// kept, and every update walks past them. So a host updates it once a second at most; in between it only adds rows to
/// <c>invoice_lines</c>, whose sum belongs to the invoice until <see cref="InvoiceFolder"/> has added it.
/// </remarks>
public sealed class InvoiceCounters
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Days go by; what is forgotten here is written directly once more.
    const int KnownMaximum = 10_000;

    readonly ConcurrentDictionary<(string Partner, DateOnly Day), long> _writtenAt = [];
    readonly ConcurrentDictionary<(string Partner, DateOnly Day), bool> _unfolded = [];

    /// <summary>The invoices whose lines of this group go into rows of their own.</summary>
    internal CountedInvoices Choose(List<JournalItem> group)
    {
        if (group[0].Work is not Work.Free)
            return CountedInvoices.None;

        var counted = new List<(string Partner, DateOnly Day)>();
        var last = default((string, DateOnly));
        foreach (var item in group)
        {
            var invoice = (item.Partner, item.Id.Day);
            if (item.Record.Price is null || invoice == last)
                continue;

            last = invoice;
            if (_writtenAt.TryGetValue(invoice, out var at) && Stopwatch.GetElapsedTime(at) < Pause
                && !counted.Contains(invoice))
            {
                counted.Add(invoice);
            }
        }

        return counted.Count == 0 ? CountedInvoices.None : new(counted);
    }

    /// <summary>Remembers what has been written and how.</summary>
    internal void Learn(List<JournalItem> group, CountedInvoices counted)
    {
        if (group[0].Work is not Work.Free)
            return;

        if (_writtenAt.Count > KnownMaximum)
            _writtenAt.Clear();

        var now = Stopwatch.GetTimestamp();
        foreach (var invoice in group.Where(item => item.Record.Price is not null)
            .Select(item => (item.Partner, item.Id.Day)).Distinct())
        {
            if (counted.Contains(invoice))
                _unfolded[invoice] = true;
            else
                _writtenAt[invoice] = now;
        }
    }

    /// <summary>Takes the invoices that this host has added rows to since it was last asked.</summary>
    internal IReadOnlyList<(string Partner, DateOnly Day)> TakeUnfolded()
    {
        var taken = new List<(string Partner, DateOnly Day)>();
        foreach (var invoice in _unfolded.Keys)
        {
            if (_unfolded.TryRemove(invoice, out _))
                taken.Add(invoice);
        }

        return taken;
    }

    /// <summary>It is still to be folded.</summary>
    internal void PutBack((string Partner, DateOnly Day) invoice) => _unfolded[invoice] = true;
}

/// <summary>Invoices that a group adds rows to instead of updating them.</summary>
sealed class CountedInvoices(List<(string Partner, DateOnly Day)> invoices)
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

    bool Any => invoices.Count > 0;

    public bool Contains((string Partner, DateOnly Day) invoice) => invoices.Contains(invoice);

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
        parameters.AddArray(NpgsqlDbType.Text, invoices, invoice => invoice.Partner);
        parameters.AddArray(NpgsqlDbType.Date, invoices, invoice => invoice.Day);
    }
}
