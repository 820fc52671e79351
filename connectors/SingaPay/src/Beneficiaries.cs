using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>Tells what may be concluded from an answer about an account.</summary>
internal static class Beneficiaries
{
    const string Valid = "valid";
    const string Invalid = "invalid";

    // Far beyond any bank's; what is longer is not a name.
    public const int NameLengthMaximum = 255;

    public static BankReply Read(ProviderReply.Answered answer, BankAccount asked)
    {
        var http = answer.Status;
        if (!StrictJson.TryParse(answer.Body.Span, SingaPayJson.Default.ReplyBeneficiaryData, out var wire)
            || wire.ResponseCode.Text is not { } code)
        {
            return ReadStatus(http);
        }

        if (code is ResponseCodes.Success)
        {
            return http is 200 && wire.Data.Fields is { } data && IsAbout(data, asked)
                ? ReadData(data) with { About = asked }
                : new BankReply.Unclear();
        }

        // A refusal shows nothing; whoever names somebody beside it has said two things.
        return wire.Data.IsMissing || wire.Data.IsEmptyArray ? ReadCode(code, http) : new BankReply.Unclear();
    }

    static BankReply ReadData(BeneficiaryData data)
    {
        var (name, isMistyped) = data.BankAccountName;
        return data.Status.Text switch
        {
            Valid when !HolderNames.IsBlank(name) && name!.Length <= NameLengthMaximum => new BankReply.Found(name),
            Invalid when !isMistyped && HolderNames.IsBlank(name) =>
                new BankReply.NotFound(AccountAbsence.Unknown),
            _ => new BankReply.Unclear(),
        };
    }

    // Its own words for a bank are three; none that it says may be another's.
    static bool IsAbout(BeneficiaryData data, BankAccount asked)
    {
        WireText[] words = [data.BankCode, data.BankNumberCode, data.BankSwiftCode];
        return words.All(word => !word.IsMistyped)
            && words.Any(word => BankWords.Mean(word.Text, asked.BankCode))
            && words.All(word => !word.IsPresent || BankWords.MayMean(word.Text, asked.BankCode))
            && data.BankAccountNumber.Text is { } number
            && BankAccount.Of(asked.BankCode, number) == asked;
    }

    // In the order of the vendor's appendix, as long as HTTP does not contradict it.
    static BankReply ReadCode(string code, int http) => code switch
    {
        ResponseCodes.GeneralFailure when http is >= 500 => new BankReply.Failed(),
        ResponseCodes.Timeout when http is >= 400 => new BankReply.Pending(),
        _ when http is not (>= 400 and < 500) => new BankReply.Unclear(),
        ResponseCodes.InsufficientBalance => Misconfigured("Our balance is too small (SP003)."),
        ResponseCodes.BeneficiaryNotFound => new BankReply.NotFound(AccountAbsence.Unknown),
        ResponseCodes.VendorNotActive => Misconfigured("It does not serve this bank (SP011)."),
        ResponseCodes.BadRequest => Misconfigured("It does not take our question (SP012)."),
        ResponseCodes.Unauthorized => Misconfigured("It does not know us (SP013)."),
        ResponseCodes.NotFound when http is 404 => new BankReply.NotFound(AccountAbsence.Unknown),
        ResponseCodes.Forbidden => Misconfigured("It does not let us ask (SP015)."),
        ResponseCodes.SignatureInvalid => Misconfigured("It does not take our signature (SP016)."),
        ResponseCodes.AddressNotRegistered =>
            Misconfigured("It has not registered the address that we call from (SP017)."),
        ResponseCodes.ValidationError => Misconfigured("It does not take our question as valid (SP018)."),
        ResponseCodes.GeneralError when http is 429 =>
            new BankReply.NotAsked(RouteFault.Busy, "We ask too much of it (SP019)."),
        ResponseCodes.AccountNotFound => Misconfigured("It does not know our account (SP020)."),
        ResponseCodes.OtherCredential => Misconfigured("Our account has a credential of its own (SP403)."),
        _ => new BankReply.Unclear(),
    };

    // Version 1's shape, or a gateway in front of it.
    static BankReply ReadStatus(int http) => http switch
    {
        400 or 401 or 403 or 404 or 405 or 415 or 422 =>
            Misconfigured($"Its gateway refuses our question (HTTP {http})."),
        408 or 504 => new BankReply.Pending(),
        429 => new BankReply.NotAsked(RouteFault.Busy, "We ask too much of it (HTTP 429)."),
        _ => new BankReply.Unclear(),
    };

    static BankReply.NotAsked Misconfigured(string why) => new(RouteFault.Misconfigured, why);
}
