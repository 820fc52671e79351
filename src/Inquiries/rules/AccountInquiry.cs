namespace Periksa.Inquiries;

/// <summary>The question "whose account is this?", stripped of the wire it came in on.</summary>
/// <param name="AskedAt">When the call came in; it decides the inquiry's WIB day, and with it the invoice.</param>
/// <param name="Price">What a billable answer costs; <c>null</c> where the dialect does not bill inquiries.</param>
/// <param name="Budget">How long the bank may take before the answer is <see cref="InquiryAnswer.Pending"/>.</param>
public sealed record AccountInquiry(
    Partner Partner,
    DialectName Dialect,
    BankAccount Account,
    DateTimeOffset AskedAt,
    Money? Price,
    TimeSpan Budget)
{
    /// <summary>The keys that the caller promised never to send twice; <c>null</c> where the dialect has no such
    /// promise.</summary>
    public OnceKeys? Keys { get; init; }

    /// <summary>True if the number is that of a virtual account, to be looked up among the bills instead of at the
    /// bank.</summary>
    public bool IsVirtualAccount { get; init; }

    /// <summary>What the caller means to do; <c>null</c> where it does not say, as most dialects have no word for
    /// it.</summary>
    public Intent? Intent { get; init; }

    /// <summary>The follow-up by which the caller is told of the final status; <c>null</c> where the dialect has no
    /// word for "later".</summary>
    public FollowUp? FollowUp { get; init; }
}

/// <summary>The follow-up to an inquiry whose final status may come after the answer.</summary>
/// <param name="Credential">The name of the credential that is called back with every final status, if it has a
/// URL.</param>
/// <param name="Patience">How long after it was asked an inquiry without a final status fails.</param>
public sealed record FollowUp(CredentialName Credential, TimeSpan Patience);
