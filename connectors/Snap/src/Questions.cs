using System.Text;
using Periksa.Inquiries;
using Periksa.Wire.Snap;

namespace Periksa.Connectors.Snap;

/// <summary>Writes what is asked as the body of a request: the same bytes whenever it is asked.</summary>
internal sealed class Questions(SnapRouteOptions options, BankCodes banks, References references)
{
    /// <summary>Places that have a setting of their own, or are the question's.</summary>
    public static IReadOnlyList<string> Own { get; } =
        ["account", "amount", "bank", "customer", "name", References.Place];

    /// <summary>The place for whom the caller takes for the holder.</summary>
    public const string ExpectedName = "expectedName";

    readonly Template _body = new(options.Body ?? Standard(options));

    /// <summary>The places for which there is no value.</summary>
    public IEnumerable<string> Empty => _body.Places.Where(place => Value(place, "", "", "", intent: null) is null);

    /// <summary>True if an answer may be no more than the echo of a name that the caller expects.</summary>
    public bool SendsExpectedName => _body.Places.Contains(ExpectedName);

    /// <summary>The body; <c>null</c> where the provider cannot be asked about the bank.</summary>
    public byte[]? Write(BankQuestion question)
    {
        var code = question.Account.BankCode;
        if (options.Service is ServiceCodes.AccountInquiryInternal)
            return code == options.OwnBank ? Write(question, code) : null;

        return banks.Theirs(code) is { } bank ? Write(question, bank) : null;
    }

    byte[] Write(BankQuestion question, string bank)
    {
        var reference = references.Of(question.Id);
        var json = _body.Write(place => Value(place, question.Account.Number, bank, reference, question.Intent));
        return Encoding.UTF8.GetBytes(options.EscapesAsPhp ? Template.AsPhp(json) : json);
    }

    string? Value(string place, string number, string bank, string reference, Intent? intent) => place switch
    {
        "account" => number,
        "amount" => intent?.Amount?.ToString() ?? options.Amount,
        "bank" => bank,
        "customer" => options.CustomerNumber,
        "name" => options.SentName,
        References.Place => reference,
        _ => Said(place, intent) ?? options.Values.GetValueOrDefault(place),
    };

    static string? Said(string place, Intent? intent) => place switch
    {
        "purpose" => intent?.Purpose,
        "sourceAccount" => intent?.SourceAccount,
        "senderName" => intent?.SenderName,
        ExpectedName => intent?.ExpectedName,
        "deviceId" => intent?.DeviceId,
        _ => null,
    };

    static string Standard(SnapRouteOptions options)
    {
        var (fields, usual) = options.Service switch
        {
            ServiceCodes.AccountInquiryInternal => (
                """
                "beneficiaryAccountNo":"{account}"
                """,
                "{}"),
            ServiceCodes.AccountInquiryExternal => (
                """
                "beneficiaryBankCode":"{bank}","beneficiaryAccountNo":"{account}"
                """,
                "{}"),
            _ => (
                Customer(options) + """
                "amount":{"value":"{amount}","currency":"IDR"},"beneficiaryAccountNumber":"{account}"
                """,
                """{"beneficiaryBankCode":"{bank}"}"""),
        };
        return $$"""
            {"partnerReferenceNo":"{reference}",{{fields}},"additionalInfo":{{options.AdditionalInfo ?? usual}}}
            """;
    }

    static string Customer(SnapRouteOptions options) => options.CustomerNumber is null ? "" : """
        "customerNumber":"{customer}",
        """;
}
