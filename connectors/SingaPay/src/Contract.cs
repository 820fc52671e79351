using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Connectors.SingaPay;

// The answers as the vendor's pages write them, as far as they are read here. No behaviour lives here. Amounts come as
// texts, and from some of its servers as numbers.

/// <summary>Every answer of version 2. Without a code it is one of version 1, or of a gateway's.</summary>
internal sealed record Reply<T>(WireText ResponseCode, WireText ResponseMessage, WireObject<T> Data)
    where T : class;

/// <summary>The webhook of a disbursement's end.</summary>
internal sealed record Webhook(WireText Event, WireObject<DisbursementData> Data);

internal sealed record DisbursementData(
    WireText TransactionId,
    WireText ReferenceNumber,
    WireObject<StatusData> TransactionStatus,
    WireObject<BankData> Bank,
    WireObject<AmountData> GrossAmount,
    WireObject<AmountData> Fee,
    WireObject<AmountData> NetAmount);

internal sealed record StatusData(WireText Code, WireText Desc);

internal sealed record BankData(WireText Code, WireText AccountName, WireText AccountNumber);

internal sealed record AmountData(WireText Currency, WireDigits Value);

internal sealed record BeneficiaryData(
    WireText BankCode,
    WireText Status,
    WireText BankNumberCode,
    WireText BankSwiftCode,
    WireText BankAccountNumber,
    WireText BankAccountName);

/// <summary>Version 1's answer to a request for a token.</summary>
internal sealed record TokenReply(WireObject<TokenData> Data);

internal sealed record TokenData(WireText AccessToken, WireDigits ExpiresIn);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = StrictJson.DepthLimit,
    Converters =
    [
        typeof(WireObjectConverter<DisbursementData>), typeof(WireObjectConverter<StatusData>),
        typeof(WireObjectConverter<BankData>), typeof(WireObjectConverter<AmountData>),
        typeof(WireObjectConverter<BeneficiaryData>), typeof(WireObjectConverter<TokenData>),
    ])]
[JsonSerializable(typeof(Reply<DisbursementData>))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(Reply<BeneficiaryData>))]
[JsonSerializable(typeof(TokenReply))]
internal sealed partial class SingaPayJson : JsonSerializerContext;
