using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Flip;

/// <summary>Tells what may be concluded from an answer.</summary>
internal static class Answers
{
    // Far beyond any bank's; what is longer is not a name.
    const int NameLengthMaximum = 255;

    /// <param name="bank">Flip's word for the account's bank.</param>
    /// <param name="key">The inquiry's key.</param>
    public static BankReply Read(ProviderReply.Answered answer, BankAccount asked, string bank, string key)
    {
        if (answer.Status is not 200)
            return ReadStatus(answer.Status);

        if (!StrictJson.TryParse(answer.Body.Span, FlipJson.Default.InquiryReply, out var wire)
            || wire.BankCode != bank
            || wire.AccountNumber.Text is not { } number
            || BankAccount.Of(asked.BankCode, number) != asked
            || (wire.InquiryKey ?? key) != key)
        {
            return new BankReply.Unclear();
        }

        return ReadWord(wire) with { About = asked };
    }

    /// <summary>Concludes from a word about the account. A name beside PENDING has been seen, and is a guess:
    /// it is not looked at.</summary>
    public static BankReply ReadWord(InquiryReply wire) => wire.Status switch
    {
        "PENDING" => new BankReply.Pending(),
        "SUCCESS" or "SUSPECTED_ACCOUNT" when IsName(wire.AccountHolder) =>
            new BankReply.Found(wire.AccountHolder!) { IsSuspected = wire.Status is "SUSPECTED_ACCOUNT" },
        "INVALID_ACCOUNT_NUMBER" when HolderNames.IsBlank(wire.AccountHolder) =>
            new BankReply.NotFound(AccountAbsence.Unknown),
        "CLOSED" => new BankReply.NotFound(AccountAbsence.Closed),
        "BLACK_LISTED" => new BankReply.NotFound(AccountAbsence.Blocked),   // it cannot be paid into, either
        "FAILED" => new BankReply.Failed(),
        _ => new BankReply.Unclear(),
    };

    static BankReply ReadStatus(int http) => http switch
    {
        401 or 403 => Misconfigured($"It does not take our secret key, or our address (HTTP {http})."),
        400 or 404 or 405 or 415 => Misconfigured($"It does not take our question (HTTP {http})."),
        422 => Misconfigured("It does not take the account's bank or number as valid (HTTP 422)."),
        408 or 504 => new BankReply.Pending(),
        429 => new BankReply.NotAsked(RouteFault.Busy, "We ask too much of it (HTTP 429)."),
        _ => new BankReply.Unclear(),
    };

    static bool IsName(string? name) => !HolderNames.IsBlank(name) && name!.Length <= NameLengthMaximum;

    static BankReply.NotAsked Misconfigured(string why) => new(RouteFault.Misconfigured, why);
}
