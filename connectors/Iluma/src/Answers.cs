using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Iluma;

/// <summary>Tells what may be concluded from an answer.</summary>
internal static class Answers
{
    // Far beyond any bank's; what is longer is not a name.
    const int NameLengthMaximum = 255;

    const int IdLengthMaximum = 64;

    /// <param name="bank">Iluma's word for the account's bank.</param>
    /// <param name="reference">The question's.</param>
    /// <param name="id">The id that was asked by; <c>null</c> where the answer is to bring one.</param>
    /// <param name="sentName">The name that the question had to have.</param>
    public static BankReply Read(
        ProviderReply.Answered answer, BankAccount asked, string bank, string reference, string? id, string sentName)
    {
        if (answer.Status is not (200 or 201 or 202))
            return ReadStatus(answer.Status);

        if (!StrictJson.TryParse(answer.Body.Span, IlumaJson.Default.DataReply, out var wire)
            || (wire.ReferenceId ?? reference) != reference
            || (id is not null && wire.Id != id)
            || (wire.BankCode ?? bank) != bank
            || (wire.BankAccountNumber is { } number && BankAccount.Of(asked.BankCode, number) != asked))
        {
            return new BankReply.Unclear();
        }

        // What says nothing of whose account it speaks is known by its id or its reference alone.
        var isOurs = wire.BankAccountNumber is not null || wire.ReferenceId is not null || id is not null;
        var reply = isOurs ? ReadWord(wire, sentName) : new BankReply.Unclear();
        return reply with { About = isOurs ? asked : null, ProviderId = Id(wire) };
    }

    /// <summary>Concludes from a word about the account. A name beside PENDING is no answer, and not looked
    /// at.</summary>
    public static BankReply ReadWord(DataReply wire, string sentName) => wire.Status switch
    {
        "PENDING" or "WAITING_ON_BANK" => new BankReply.Pending(),
        "COMPLETED" or "SUCCESS" => ReadResult(wire.Result, sentName),
        "FAILED" => new BankReply.Failed(),
        _ => new BankReply.Unclear(),
    };

    /// <summary>The id of an answer, where it is one that may stand in a path.</summary>
    public static string? Id(DataReply wire) =>
        wire.Id is { Length: > 0 and <= IdLengthMaximum } id
        && id.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_')
            ? id
            : null;

    static BankReply ReadResult(DataResult? result, string sentName) => result switch
    {
        { IsFound: true } when IsName(result.AccountHolderName, sentName) =>
            new BankReply.Found(result.AccountHolderName!),
        { IsFound: false } when HolderNames.IsBlank(result.AccountHolderName) =>
            new BankReply.NotFound(AccountAbsence.Unknown),
        _ => new BankReply.Unclear(),
    };

    static BankReply ReadStatus(int http) => http switch
    {
        401 or 403 => Misconfigured($"It does not take our API key, or our address (HTTP {http})."),
        400 or 404 or 405 or 415 or 422 => Misconfigured($"It does not take our question (HTTP {http})."),
        408 or 504 => new BankReply.Pending(),
        429 => new BankReply.NotAsked(RouteFault.Busy, "We ask too much of it (HTTP 429)."),
        _ => new BankReply.Unclear(),
    };

    static bool IsName(string? name, string sentName) =>
        !HolderNames.IsBlank(name) && name!.Length <= NameLengthMaximum
        && !name.Trim().Equals(sentName.Trim(), StringComparison.OrdinalIgnoreCase);

    static BankReply.NotAsked Misconfigured(string why) => new(RouteFault.Misconfigured, why);
}
