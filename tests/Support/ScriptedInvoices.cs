using Periksa.Invoicing;

namespace Periksa.Tests.Support;

/// <summary>Invoices from a list, and deposits to pay them from. Paying changes nothing: it says what would become of
/// it.</summary>
public sealed class ScriptedInvoices(params IEnumerable<Invoice> known) : IInvoices
{
    readonly Dictionary<string, Money> _deposits = [];
    readonly HashSet<string> _broken = [];

    /// <summary>Without this a partner has more than enough.</summary>
    public ScriptedInvoices HasDeposit(PartnerId partner, Money deposit)
    {
        _deposits[partner] = deposit;
        return this;
    }

    /// <summary>Throws at whatever this partner asks for.</summary>
    public ScriptedInvoices Breaks(PartnerId partner)
    {
        _broken.Add(partner);
        return this;
    }

    public Task<Invoice?> Find(PartnerId partner, InvoiceId id, CancellationToken cancel) =>
        Task.FromResult(Of(partner).FirstOrDefault(one => one.Id == id));

    public Task<InvoicePage> List(PartnerId partner, InvoiceFilter filter, CancellationToken cancel)
    {
        var all = Of(partner).ToArray();
        var page = all
            .Where(one => filter.Status is null || one.StatusAt(filter.Now) == filter.Status)
            .OrderByDescending(one => one.Day)
            .Skip(filter.Offset)
            .Take(filter.Limit);

        return Task.FromResult(new InvoicePage(all.Length, [.. page]));
    }

    public async Task<(PayVerdict Verdict, Invoice? Invoice)> Pay(
        PartnerId partner, InvoiceId id, DateTimeOffset now, CancellationToken cancel)
    {
        if (await Find(partner, id, cancel) is not { } invoice)
            return (PayVerdict.NotFound, null);

        if (invoice.StatusAt(now) is not InvoiceStatus.Unpaid)
            return (PayVerdict.NotUnpaid, invoice);

        var isTooSmall = _deposits.TryGetValue(partner, out var deposit) && deposit < invoice.Amount;
        return (isTooSmall ? PayVerdict.BalanceTooSmall : PayVerdict.InProgress, invoice);
    }

    IEnumerable<Invoice> Of(PartnerId partner) => _broken.Contains(partner)
        ? throw new InvalidOperationException($"relation \"invoices\" of {partner} does not exist")
        : known.Where(one => one.Partner == partner);
}
