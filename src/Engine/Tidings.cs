namespace Periksa.Engine;

/// <summary>Has callers told how their inquiries ended, in their dialect's words.</summary>
public sealed class Tidings(IEnumerable<ICallbackDialect> dialects, ICredentials credentials, TimeProvider clock)
{
    readonly Dictionary<string, ICallbackDialect> _dialects = dialects.ToDictionary(one => one.Dialect);

    /// <summary>The record with what is to be posted in it, if its credential has a URL to be called back at.</summary>
    /// <param name="credential">The credential's name; <c>null</c> where nobody is told.</param>
    public InquiryRecord AddTo(InquiryRecord record, string? credential, Bank bank)
    {
        if (credential is null || credentials.Find(record.Dialect, credential)?.CallbackUrl is null)
            return record;

        var body = _dialects[record.Dialect].Write(record, bank);
        return record with { Callback = new(credential, body, clock.GetUtcNow()) };
    }
}
