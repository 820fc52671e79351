using Periksa.Bills;

namespace Periksa.Tests.Support;

/// <summary>Bills from a list, and an office that makes whatever it is asked for unless its script says otherwise.
/// Nothing is kept: what it made or revoked looks as before when it is asked again.</summary>
public sealed class ScriptedBillOffice(params IEnumerable<Bill> known) : IBillOffice
{
    /// <summary>The hash of every bill it makes: that of the vendor's sample.</summary>
    public const string Hash = "x24da1dF";

    readonly Dictionary<string, IReadOnlyList<BillPayment>> _payments = [];
    readonly Dictionary<string, EarlierImport> _importedBefore = [];
    readonly HashSet<string> _importing = [];
    readonly Dictionary<string, Exception> _broken = [];
    readonly Dictionary<string, Exception> _brokenAtTheEnd = [];
    readonly Dictionary<string, MakingVerdict> _refused = [];
    readonly Dictionary<string, Func<FoundPayment>> _found = [];

    /// <summary>The last bill it was asked to make, whatever it said to that.</summary>
    public NewBill? Asked { get; private set; }

    /// <summary>The last payment it was asked for: whose, on which account, and under which id.</summary>
    public (PartnerId Biller, VaNumber VaNumber, Reference? Id)? SoughtPayment { get; private set; }

    /// <summary>The last filter it heard.</summary>
    public BillFilter? Sought { get; private set; }

    /// <summary>The last filter of a day's payments that it heard.</summary>
    public PaymentFilter? SoughtPayments { get; private set; }

    /// <summary>What was wanted of the last import.</summary>
    public ImportWish Wished { get; private set; }

    /// <summary>The last import that was begun.</summary>
    public ScriptedBillImport? Import { get; private set; }

    /// <summary>Waited for before each batch of an import is added; a test may look around meanwhile.</summary>
    public Func<IReadOnlyList<NewBill>, Task> BeforeEachBatch { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Whether imports remember every bill, and not only how many there were.</summary>
    public bool RemembersImports { get; init; } = true;

    public ScriptedBillOffice HasPayments(BillHash hash, params IReadOnlyList<BillPayment> payments)
    {
        _payments[hash] = payments;
        return this;
    }

    /// <summary>Has this payment under this id; the last that there was, where that is empty.</summary>
    public ScriptedBillOffice HasPaid(string id, FoundPayment payment)
    {
        _found[id] = () => payment;
        return this;
    }

    /// <summary>Throws at the question for the payment with this id.</summary>
    public ScriptedBillOffice BreaksAtPayment(string id, Exception why)
    {
        _found[id] = () => throw why;
        return this;
    }

    public Task<FoundPayment?> FindPayment(
        PartnerId biller, VaNumber vaNumber, Reference? id, CancellationToken cancel)
    {
        SoughtPayment = (biller, vaNumber, id);
        return Task.FromResult(_found.TryGetValue(id?.Value ?? "", out var found) ? found() : null);
    }

    /// <summary>Makes no bill under this prefix.</summary>
    public ScriptedBillOffice Refuses(string prefix, MakingVerdict why)
    {
        _refused[prefix] = why;
        return this;
    }

    /// <summary>Has already imported any file that this biller brings.</summary>
    public ScriptedBillOffice HasImportedFor(PartnerId biller, EarlierImport before)
    {
        _importedBefore[biller] = before;
        return this;
    }

    /// <summary>Is importing a file of this biller's, and does not get to the end of it.</summary>
    public ScriptedBillOffice IsImportingFor(PartnerId biller)
    {
        _importing.Add(biller);
        return this;
    }

    /// <summary>Throws at the bill with this hash or invoice number, whatever is asked about it.</summary>
    public ScriptedBillOffice Breaks(string hashOrInvoiceNumber, Exception why)
    {
        _broken[hashOrInvoiceNumber] = why;
        return this;
    }

    /// <summary>Throws when an import with this invoice number in it is completed.</summary>
    public ScriptedBillOffice BreaksAtTheEnd(string invoiceNumber, Exception why)
    {
        _brokenAtTheEnd[invoiceNumber] = why;
        return this;
    }

    public Task<MakingAnswer> Make(NewBill bill)
    {
        Asked = bill;
        var verdict = Judge(bill);
        return Task.FromResult(new MakingAnswer(verdict, verdict is MakingVerdict.Made ? Made(bill) : null));
    }

    public Task<Bill?> Find(PartnerId biller, BillHash hash, CancellationToken cancel)
    {
        ThrowAt(hash);
        return Task.FromResult(known.FirstOrDefault(bill => bill.Biller == biller && bill.Hash == hash));
    }

    public Task<BillPage> List(PartnerId biller, BillFilter filter, CancellationToken cancel)
    {
        ThrowAt(filter.InvoiceNumber);
        Sought = filter;
        Bill[] all =
        [
            .. from bill in known
            where bill.Biller == biller
                && (filter.VaNumber ?? bill.VaNumber) == bill.VaNumber
                && (filter.InvoiceNumber ?? bill.InvoiceNumber) == bill.InvoiceNumber
                && (filter.Status ?? bill.StatusAt(filter.Now)) == bill.StatusAt(filter.Now)
            orderby bill.CreatedAt descending
            select bill,
        ];

        if (filter.IsWalk)
            return Task.FromResult(Walk(all, filter));

        return Task.FromResult(new BillPage(all.Length, [.. all.Skip(filter.Offset).Take(filter.Limit)]));
    }

    public async Task<PaymentPage?> Payments(
        PartnerId biller, BillHash hash, int offset, int limit, CancellationToken cancel)
    {
        if (await Find(biller, hash, cancel) is null)
            return null;

        var all = _payments.GetValueOrDefault(hash, []);
        return new(all.Count, [.. all.Skip(offset).Take(limit)]);
    }

    /// <summary>Payments of the bills that are known, by when they were made or, on the day of that, taken
    /// back.</summary>
    public Task<PaymentWalk> Payments(PartnerId biller, PaymentFilter filter, CancellationToken cancel)
    {
        SoughtPayments = filter;
        BilledPayment[] all =
        [
            .. from bill in known
            where bill.Biller == biller
            from payment in _payments.GetValueOrDefault(bill.Hash, [])
            let place = Place(payment, filter.Day)
            where place is not null && (filter.After is null || Compare(place.Value, filter.After.Value) > 0)
            orderby place.Value.At, place.Value.Id
            select new BilledPayment(payment, bill.Hash, bill.VaNumber),
        ];

        BilledPayment[] page = [.. all.Take(filter.Limit)];
        return Task.FromResult(new PaymentWalk(
            page, all.Length > page.Length ? Place(page[^1].Payment, filter.Day) : null));
    }

    public async Task<VoidAnswer> Void(PartnerId biller, BillHash hash, DateTimeOffset now, CancellationToken cancel)
    {
        if (await Find(biller, hash, cancel) is not { } bill)
            return new(VoidVerdict.NotFound);

        return bill.StatusAt(now) is BillStatus.Paid
            ? new(VoidVerdict.Paid, bill)
            : new(VoidVerdict.Voided, bill with { VoidedAt = bill.VoidedAt ?? now });
    }

    public Task<IBillImport?> BeginImport(
        PartnerId biller, ReadOnlyMemory<byte> digest, ImportWish wish, CancellationToken cancel)
    {
        Wished = wish;
        if (_importing.Contains(biller))
            return Task.FromResult<IBillImport?>(null);

        var hasBefore = _importedBefore.TryGetValue(biller, out var before) && !wish.Again;
        Import = new(this, biller, digest, hasBefore ? before : null);
        return Task.FromResult<IBillImport?>(Import);
    }

    internal MakingVerdict Judge(NewBill bill)
    {
        ThrowAt(bill.InvoiceNumber);
        if (_refused.TryGetValue(bill.VaNumber.Value[..6], out var why))
            return why;

        return known.Any(one =>
            one.Biller == bill.Biller && one.InvoiceNumber is { } number && number == bill.InvoiceNumber)
            ? MakingVerdict.InvoiceNumberUsed
            : MakingVerdict.Made;
    }

    internal Exception? ThrownAtTheEndBecauseOf(NewBill bill) =>
        bill.InvoiceNumber is { } number ? _brokenAtTheEnd.GetValueOrDefault(number) : null;

    void ThrowAt(string? name)
    {
        if (name is not null && _broken.TryGetValue(name, out var why))
            throw why;
    }

    internal RowAnswer JudgeRow(NewBill bill) => Judge(bill) switch
    {
        var verdict and (MakingVerdict.Unchanged or MakingVerdict.CustomerDiffers) => new(verdict, new BillHash(Hash)),
        var verdict => new(verdict),
    };

    static BillPage Walk(Bill[] all, BillFilter filter)
    {
        var left = all.SkipWhile(bill => filter.After is not null && bill.Id != filter.After);
        Bill[] page = [.. left.Skip(filter.After is null ? 0 : 1).Take(filter.Limit + 1)];
        return page.Length > filter.Limit
            ? new(Total: null, page[..filter.Limit], page[filter.Limit - 1].Id)
            : new(Total: null, page);
    }

    static PaymentPlace? Place(BillPayment payment, DateOnly day) =>
        BusinessDay.Of(payment.At) == day ? new(payment.At, payment.Id)
        : payment.ReversedAt is { } at && BusinessDay.Of(at) == day ? new(at, payment.Id)
        : null;

    static int Compare(PaymentPlace one, PaymentPlace other) =>
        one.At != other.At ? one.At.CompareTo(other.At) : one.Id.CompareTo(other.Id);

    static Bill Made(NewBill bill) => new(
        new(Guid.Parse("019b1046-6f00-7aaa-8bbb-cccccccccccc")), new(Hash), bill.Biller, bill.VaNumber, bill.Type,
        bill.Name, bill.Customer, bill.Total, Money.Zero, bill.Description, bill.ExtDescription, bill.DueAt,
        bill.ValidUntil, bill.InvoiceNumber, bill.At, bill.Components);
}
