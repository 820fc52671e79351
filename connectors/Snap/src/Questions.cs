using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Periksa.Inquiries;
using Periksa.Wire.Snap;

namespace Periksa.Connectors.Snap;

/// <summary>Writes what is asked as the body of a request: the same bytes whenever it is asked.</summary>
internal sealed class Questions(SnapRouteOptions options, BankCodes banks, References references)
{
    const string OnlyTheBank = """{"beneficiaryBankCode":"{bank}"}""";
    const string Nothing = "{}";

    // As people write JSON, so that a server which writes it anew to verify the signature gets the same.
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly string _additionalInfo =
        options.AdditionalInfo ?? (options.Service is ServiceCodes.BankAccountInquiry ? OnlyTheBank : Nothing);

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
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Plain);
        var reference = references.Of(question.Id);

        json.WriteStartObject();
        json.WriteString("partnerReferenceNo", reference);
        if (options.Service is ServiceCodes.BankAccountInquiry)
            WriteTransfer(json, question.Account.Number);
        else
            WriteAccount(json, question.Account.Number, bank);

        json.WritePropertyName("additionalInfo");
        json.WriteRawValue(_additionalInfo
            .Replace("{amount}", Escaped(options.Amount), StringComparison.Ordinal)
            .Replace("{bank}", Escaped(bank), StringComparison.Ordinal)
            .Replace("{account}", Escaped(question.Account.Number), StringComparison.Ordinal)
            .Replace("{reference}", Escaped(reference), StringComparison.Ordinal));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    void WriteAccount(Utf8JsonWriter json, string number, string bank)
    {
        if (options.Service is ServiceCodes.AccountInquiryExternal)
            json.WriteString("beneficiaryBankCode", bank);

        json.WriteString("beneficiaryAccountNo", number);
    }

    void WriteTransfer(Utf8JsonWriter json, string number)
    {
        if (options.CustomerNumber is { } customer)
            json.WriteString("customerNumber", customer);

        json.WriteStartObject("amount");
        json.WriteString("value", options.Amount);
        json.WriteString("currency", Currency.Idr.Code);
        json.WriteEndObject();
        json.WriteString("beneficiaryAccountNumber", number);
    }

    static string Escaped(string text) => JsonEncodedText.Encode(text, Plain.Encoder).ToString();
}
