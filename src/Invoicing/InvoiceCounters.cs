using System.Collections.Concurrent;
using System.Diagnostics;

namespace Periksa.Invoicing;

/// <summary>Decides for each group whether its lines go onto the invoice itself or into a row of their own that is
/// folded into it later.</summary>
/// <remarks>
/// To update the invoice is the shortest way, until it hurts: while somebody holds an old snapshot all versions of its
/// row are kept, and every update walks past them; and two hosts that update one row wait for each other's flush. Both
/// show in what the update returns, a row that keeps moving to another page and lines that are not this host's. Then,
/// and after its row was found locked, groups only add rows to <c>invoice_lines</c> for a while, whose sum belongs to
/// the invoice until <see cref="InvoiceFolder"/> has added it.
/// </remarks>
public sealed class InvoiceCounters
{
    static readonly TimeSpan CountedFor = TimeSpan.FromMinutes(5);

    /// <summary>Pages that a row may move to within a minute before its versions are taken to pile up: some two hundred
    /// updates.</summary>
    const int MovesTolerated = 3;

    static readonly TimeSpan MovesRemembered = TimeSpan.FromMinutes(1);

    // Days go by; what is forgotten here is written directly once more.
    const int KnownMaximum = 10_000;

    readonly ConcurrentDictionary<(PartnerId Partner, DateOnly Day), Known> _known = [];
    readonly ConcurrentDictionary<(PartnerId Partner, DateOnly Day), bool> _unfolded = [];

    /// <summary>The invoices whose lines of this group go into rows of their own.</summary>
    /// <param name="billed">The invoice of each of its lines.</param>
    internal CountedInvoices Choose(IEnumerable<(PartnerId Partner, DateOnly Day)> billed)
    {
        var counted = new List<(PartnerId Partner, DateOnly Day)>();
        var last = default((string, DateOnly));
        foreach (var invoice in billed)
        {
            if (invoice == last)
                continue;

            last = invoice;
            if (_known.TryGetValue(invoice, out var known) && known.IsCounted && !counted.Contains(invoice))
                counted.Add(invoice);
        }

        return counted.Count == 0 ? CountedInvoices.None : new(counted);
    }

    /// <summary>Remembers what has been written and how.</summary>
    /// <param name="updated">What the invoices are now that were updated themselves.</param>
    internal void Learn(
        IEnumerable<(PartnerId Partner, DateOnly Day)> billed, CountedInvoices counted, List<UpdatedInvoice> updated)
    {
        foreach (var invoice in counted.All)
            _unfolded[invoice] = true;

        if (_known.Count > KnownMaximum)
            _known.Clear();

        foreach (var invoice in updated)
        {
            var added = billed.Count(one => one == (invoice.Partner, invoice.Day));
            var before = _known.GetValueOrDefault((invoice.Partner, invoice.Day));
            _known[(invoice.Partner, invoice.Day)] = Known.After(before, invoice, added);
        }
    }

    /// <summary>Their rows, or one of them, are locked by somebody: others need not wait for that.</summary>
    internal void Avoid(IEnumerable<(PartnerId Partner, DateOnly Day)> billed)
    {
        foreach (var invoice in billed)
            _known[invoice] = Known.CountedFromNow();
    }

    /// <summary>Takes the invoices that this host has added rows to since it was last asked.</summary>
    internal IReadOnlyList<(PartnerId Partner, DateOnly Day)> TakeUnfolded()
    {
        var taken = new List<(PartnerId Partner, DateOnly Day)>();
        foreach (var invoice in _unfolded.Keys)
        {
            if (_unfolded.TryRemove(invoice, out _))
                taken.Add(invoice);
        }

        return taken;
    }

    /// <summary>It is still to be folded.</summary>
    internal void PutBack((PartnerId Partner, DateOnly Day) invoice) => _unfolded[invoice] = true;

    /// <summary>The facts this host knows about an invoice.</summary>
    /// <param name="Lines">How many it had after this host's last update; 0 for one that was not updated
    /// yet.</param>
    /// <param name="Page">Where its row was then.</param>
    /// <param name="Moves">How often that has changed lately.</param>
    /// <param name="MovedAt">When it changed last, as a timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="CountedSince">When its lines began to go into rows of their own, as a timestamp of
    /// <see cref="Stopwatch"/>; 0 for an invoice whose do not.</param>
    readonly record struct Known(long Lines, long Page, int Moves, long MovedAt, long CountedSince)
    {
        public bool IsCounted => CountedSince != 0 && Stopwatch.GetElapsedTime(CountedSince) < CountedFor;

        public static Known CountedFromNow() => new(0, 0, 0, 0, Stopwatch.GetTimestamp());

        public static Known After(Known before, UpdatedInvoice now, int added)
        {
            if (before.Lines == 0)
                return new(now.Lines, now.Page, 0, 0, 0);

            if (now.Lines != before.Lines + added)
                return CountedFromNow();

            if (now.Page == before.Page)
                return before with { Lines = now.Lines };

            var moves = Stopwatch.GetElapsedTime(before.MovedAt) < MovesRemembered ? before.Moves + 1 : 1;
            return moves > MovesTolerated
                ? CountedFromNow()
                : new(now.Lines, now.Page, moves, Stopwatch.GetTimestamp(), 0);
        }
    }
}

/// <summary>An invoice that a group's lines were added to.</summary>
/// <param name="Lines">How many it has now.</param>
/// <param name="Page">Where its row is now.</param>
readonly record struct UpdatedInvoice(PartnerId Partner, DateOnly Day, long Lines, long Page);
