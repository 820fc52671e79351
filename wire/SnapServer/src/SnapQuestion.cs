using Periksa.Wire.Http;

namespace Periksa.Wire.SnapServer;

/// <summary>A signed request that may be answered.</summary>
/// <param name="Wire">Its body.</param>
/// <param name="ExternalId">Its X-EXTERNAL-ID.</param>
/// <param name="AskedAt">When it came, by the host's clock.</param>
public sealed record SnapQuestion<T>(T Wire, SnapCaller Caller, string ExternalId, DateTimeOffset AskedAt)
{
    readonly Action<string> _count = static _ => { };

    internal SnapQuestion(
        T wire, SnapCaller caller, string externalId, DateTimeOffset askedAt, Action<string> count)
        : this(wire, caller, externalId, askedAt) => _count = count;

    /// <summary>The keys it uses up. The key's day is that of the caller's own, signed stamp: a request that is
    /// replayed after midnight meets its own key.</summary>
    /// <param name="reference">Its partnerReferenceNo; <c>null</c> for none.</param>
    public OnceKeys Keys(string? reference) =>
        new(Caller.Credential.Caller, BusinessDay.Of(Caller.Stamp), ExternalId, Reference.OrNull(reference));

    /// <summary>An object as it was sent: from a caller that may depart from the letter, <c>[]</c>, which is how PHP
    /// writes one with nothing in it, is one that was not sent.</summary>
    public WireObject<TFields> ReadObject<TFields>(string field, WireObject<TFields> sent)
        where TFields : class => sent.IsEmptyArray && May(field) ? default : sent;

    /// <summary>True if the caller may depart from the contract's letter; that it did is counted.</summary>
    /// <param name="departure">What operators read it is counted as, e.g. <c>additionalInfo</c>.</param>
    public bool May(string departure)
    {
        if (Caller.Partner.IsStrict)
            return false;

        _count(departure);
        return true;
    }
}
