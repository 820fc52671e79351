namespace Periksa.Inquiries.Remembering;

/// <summary>The words that remembered answers are written with.</summary>
static class AnswerWords
{
    public const string Forgotten = "forgotten";

    const string Found = "found";
    const string NotFound = "not-found";

    public static string Of(InquiryOutcome outcome) => outcome is InquiryOutcome.Found ? Found : NotFound;

    public static InquiryOutcome Outcome(string word) =>
        word is Found ? InquiryOutcome.Found : InquiryOutcome.NotFound;

    public static string Of(AccountAbsence absence) => absence switch
    {
        AccountAbsence.Unknown => "unknown",
        AccountAbsence.Closed => "closed",
        AccountAbsence.Dormant => "dormant",
        AccountAbsence.Blocked => "blocked",
    };

    public static AccountAbsence Absence(string word) => word switch
    {
        "closed" => AccountAbsence.Closed,
        "dormant" => AccountAbsence.Dormant,
        "blocked" => AccountAbsence.Blocked,
        _ => AccountAbsence.Unknown,
    };
}
