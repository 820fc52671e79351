namespace Periksa.Inquiries;

/// <summary>What a provider has said about an account.</summary>
/// <param name="Outcome"><see cref="InquiryOutcome.Found"/> or <see cref="InquiryOutcome.NotFound"/>.</param>
/// <param name="Connector">The route that it came by.</param>
/// <param name="AskedAt">When its caller asked: of two answers, the one that was asked for later counts.</param>
/// <param name="LearnedAt">When it came.</param>
public sealed record RememberedAnswer(
    BankAccount Account,
    InquiryOutcome Outcome,
    string? HolderName,
    AccountAbsence Absence,
    RouteName Connector,
    DateTimeOffset AskedAt,
    DateTimeOffset LearnedAt);

/// <summary>How long answers are remembered.</summary>
/// <param name="Found">Those that name a holder; <c>null</c>: not at all.</param>
/// <param name="NotFound">Those that there is no such account; <c>null</c>: not at all.</param>
public sealed record AnswerAges(TimeSpan? Found, TimeSpan? NotFound)
{
    public static readonly AnswerAges None = new(null, null);

    /// <summary>True where no answer is remembered.</summary>
    public bool IsNone => this is { Found: null, NotFound: null };

    /// <summary>How long answers of this kind are remembered; <c>null</c>: not at all.</summary>
    public TimeSpan? For(InquiryOutcome outcome) => outcome switch
    {
        InquiryOutcome.Found => Found,
        InquiryOutcome.NotFound => NotFound,
        InquiryOutcome.Failed or InquiryOutcome.Unanswered or InquiryOutcome.Unclear
            or InquiryOutcome.BankNotSupported => null,
    };

    /// <summary>How old an answer is, where it may still be used; <c>null</c> where it is too old, or of a time to
    /// come.</summary>
    public TimeSpan? Age(RememberedAnswer answer, DateTimeOffset now)
    {
        var age = now - answer.LearnedAt;
        return age >= TimeSpan.Zero && age < For(answer.Outcome) ? age : null;
    }
}
