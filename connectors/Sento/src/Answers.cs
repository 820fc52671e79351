using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Sento;

/// <summary>Tells what may be concluded from an answer.</summary>
/// <remarks>
/// The page does not say which HTTP status a refusal travels with, so the code decides, as long as the status does not
/// contradict it: a yes comes with 200, a no with 200 or a client's error, and neither with a server's.
/// </remarks>
internal static class Answers
{
    // Far beyond any bank's; what is longer is not a name.
    const int NameLengthMaximum = 255;

    /// <param name="bank">The provider's word for the account's bank.</param>
    public static BankReply Read(ProviderReply.Answered answer, BankAccount asked, string bank)
    {
        var http = answer.Status;
        if (!StrictJson.TryParse(answer.Body.Span, SentoJson.Default.InquiryReply, out var wire)
            || wire.Status?.Code is not { } code)
        {
            return ReadStatus(http);
        }

        var isEchoed = wire is { BankCode: not null, AccountNumber: not null };
        if (isEchoed && (wire.BankCode != bank || BankAccount.Of(asked.BankCode, wire.AccountNumber!) != asked))
            return new BankReply.Unclear();   // of another account, so nobody knows what became of ours

        // Whether there is an account is said of one that is named, and a name belongs to one that is found.
        if (code is "000" or "209" && !isEchoed)
            return new BankReply.Unclear();

        if (code is not "000" && !HolderNames.IsBlank(wire.AccountName))
            return new BankReply.Unclear();

        return ReadCode(code, http, wire.AccountName) with { About = isEchoed ? asked : null };
    }

    // In the order of the vendor's table, and then what its payouts say. The codes of invoices say nothing here.
    static BankReply ReadCode(string code, int http, string? name) => code switch
    {
        "500" or "999" => new BankReply.Failed(),
        "101" or "102" or "504" => new BankReply.Pending(),
        _ when http is not (200 or (>= 400 and < 500)) => new BankReply.Unclear(),
        "000" when http is 200 && IsName(name) => new BankReply.Found(name!),
        "201" => Misconfigured("It does not know our username (201)."),
        "202" => Misconfigured("Our user is not active (202)."),
        "203" => Misconfigured("It has not set our user up (203)."),
        "205" => Misconfigured("It does not serve this bank, or calls it by another code (205)."),
        "206" => Misconfigured("Our balance is too small (206)."),
        "207" => Misconfigured("It has not registered the address that we call from (207)."),
        "208" => Misconfigured("It does not take our API key (208)."),
        "209" => new BankReply.NotFound(AccountAbsence.Unknown),
        "232" => Misconfigured("We owe it invoices (232)."),
        "429" => new BankReply.NotAsked(RouteFault.Busy, "We ask too much of it (429)."),
        "990" => Misconfigured("It does not take our question as valid (990)."),
        _ => new BankReply.Unclear(),
    };

    // A gateway in front of it refuses in words of its own.
    static BankReply ReadStatus(int http) => http switch
    {
        400 or 401 or 403 or 404 or 405 or 415 => Misconfigured($"Its gateway refuses our question (HTTP {http})."),
        408 or 504 => new BankReply.Pending(),
        429 => new BankReply.NotAsked(RouteFault.Busy, "We ask too much of it (HTTP 429)."),
        _ => new BankReply.Unclear(),
    };

    static bool IsName(string? name) => !HolderNames.IsBlank(name) && name!.Length <= NameLengthMaximum;

    static BankReply.NotAsked Misconfigured(string why) => new(RouteFault.Misconfigured, why);
}
