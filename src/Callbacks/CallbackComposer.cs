using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Inquiries;

namespace Periksa.Callbacks;

/// <summary>Decides whom to tell of an inquiry, a disbursement or a bill and in which dialect's words, has that written
/// down with what it is about, and rings for it.</summary>
/// <remarks>A dialect is asked before the transaction begins, and what goes into it are bytes: whatever a dialect does,
/// no row is locked meanwhile. Whom to tell does not hang on this host's keys: a callback that is not written down is
/// lost for good, and another host may be able to sign it.</remarks>
public sealed class CallbackComposer(
    IEnumerable<ICallbackDialect> dialects, ICredentials credentials, IOutboxSignal signal, TimeProvider clock)
{
    readonly ICallbackDialect[] _dialects = [.. dialects];

    /// <summary>Has a record written with what is to be posted in it, if its credential has a URL to be called back
    /// at.</summary>
    /// <param name="credential">The credential's name; <c>null</c> where nobody is told.</param>
    public Task<InquiryEntry> Write(
        InquiryRecord record, CredentialName? credential, Bank bank, Func<InquiryRecord, Task<InquiryEntry>> write)
    {
        if (credential is not { } name || !credentials.IsCalledBack(record.Dialect, name))
            return write(record);

        var body = Named<IInquiryCallbacks>(record.Dialect).Write(record, bank);
        return Ring(
            write(record with { Callback = new(name, body, clock.GetUtcNow()) }),
            entry => entry.Verdict is InquiryVerdict.Recorded);
    }

    /// <summary>Has an end written down with what is to be posted about it, if its credential has a URL to be
    /// called back at.</summary>
    /// <returns>Whether it ended now.</returns>
    public Task<bool> Write(Disbursement ended, Func<Callback?, Task<bool>> write)
    {
        if (!credentials.IsCalledBack(ended.Dialect, ended.Credential))
            return write(null);

        var body = Named<IDisbursementCallbacks>(ended.Dialect).Write(ended);
        return Ring(write(new(ended.Credential, body, clock.GetUtcNow())), isEnded => isEnded);
    }

    /// <summary>Has a payment written down with what its biller is told of it.</summary>
    /// <param name="write">Is given what composes that, since only the store knows which bill it will be.</param>
    public Task<PaymentEntry> Write(Func<Func<BillEvent, BillCallback?>, Task<PaymentEntry>> write) =>
        Ring(write(Compose), entry => entry.IsNew);

    /// <summary>The same for a payment request, which may pay several bills.</summary>
    public Task<RequestEntry> Write(Func<Func<BillEvent, BillCallback?>, Task<RequestEntry>> write) =>
        Ring(write(Compose), entry => entry is { Verdict: RequestVerdict.New, Outcome.Refusal: null });

    /// <summary>The same for a payment that is taken back.</summary>
    public Task<ReversalEntry> Write(Func<Func<BillEvent, BillCallback?>, Task<ReversalEntry>> write) =>
        Ring(write(Compose), entry => entry.Refusal is null);

    // For the first credential of the biller's, in any dialect that has a word for it, that has a URL to be called at.
    BillCallback? Compose(BillEvent told)
    {
        foreach (var dialect in _dialects.OfType<IBillCallbacks>())
        {
            if (credentials.CalledBack(dialect.Dialect, told.Bill.Biller) is { } credential)
                return new(dialect.Dialect, credential, dialect.Write(told.Bill, told.Payment, told.Sequence));
        }

        return null;
    }

    async Task<TEntry> Ring<TEntry>(Task<TEntry> writing, Func<TEntry, bool> isWritten)
    {
        var entry = await writing;
        if (isWritten(entry))
            signal.Ring();

        return entry;
    }

    TCallbacks Named<TCallbacks>(DialectName dialect) =>
        (TCallbacks)_dialects.Single(one => one.Dialect == dialect);
}
