using Periksa.Callbacks;

namespace Periksa.Inquiries;

/// <summary>Has callers told how their inquiries ended, in their dialect's words.</summary>
public sealed class InquiryCallbackComposer(
    IEnumerable<IInquiryCallbacks> dialects, ICredentials credentials, IOutboxSignal signal, TimeProvider clock)
{
    readonly Dictionary<string, IInquiryCallbacks> _dialects = dialects.ToDictionary(one => one.Dialect);

    /// <summary>Has a record written with what is to be posted in it, if its credential has a URL to be called back
    /// at.</summary>
    /// <param name="credential">The credential's name; <c>null</c> where nobody is told.</param>
    public Task<InquiryEntry> Write(
        InquiryRecord record, string? credential, Bank bank, Func<InquiryRecord, Task<InquiryEntry>> write) =>
        credential is null || credentials.Find(record.Dialect, credential)?.CallbackUrl is null
            ? write(record)
            : WriteAndRing(record with { Callback = Callback(record, credential, bank) }, write);

    Callback Callback(InquiryRecord record, string credential, Bank bank) =>
        new(credential, _dialects[record.Dialect].Write(record, bank), clock.GetUtcNow());

    async Task<InquiryEntry> WriteAndRing(InquiryRecord record, Func<InquiryRecord, Task<InquiryEntry>> write)
    {
        var entry = await write(record);
        if (entry.Verdict is InquiryVerdict.Recorded)
            signal.Ring();

        return entry;
    }
}
