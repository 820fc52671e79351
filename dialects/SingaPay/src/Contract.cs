using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Dialects.SingaPay;

// The answers, exactly as the vendor's pages write them: same names, same order. No behaviour lives here.

/// <summary>Every answer of version 2.</summary>
/// <param name="Data"><c>null</c> where there is nothing to show.</param>
internal sealed record Reply<T>(string ResponseCode, string ResponseMessage, T? Data)
    where T : class;

internal sealed record DisbursementData(
    string TransactionId,
    string ReferenceNumber,
    WireStatus TransactionStatus,
    string PostTimestamp,
    string? ProcessedTimestamp,
    WireBank Bank,
    WireMoney GrossAmount,
    WireFee Fee,
    WireMoney NetAmount,
    WireBalance BalanceAfter,
    string? Notes);

internal sealed record WireStatus(string Code, string Desc);

internal sealed record WireBank(string Code, string? AccountName, string AccountNumber);

internal sealed record WireMoney(string Currency, string Value);

internal sealed record WireFee(string Name, string Value, string Currency);

/// <summary>The same as <see cref="WireMoney"/>; the vendor's sample turns the two about.</summary>
internal sealed record WireBalance(string Value, string Currency);

internal sealed record MaskedReference(string ReferenceNumber);

internal sealed record BeneficiaryData(
    string BankCode,
    string Status,
    string BankName,
    string BankNumberCode,
    string? BankSwiftCode,
    string BankAccountNumber,
    string? BankAccountName);

internal sealed record Webhook(string ResponseCode, string ResponseMessage, string Event, WebhookData Data);

/// <summary>The fields of <see cref="DisbursementData"/>, and why it failed.</summary>
internal sealed record WebhookData(
    string TransactionId,
    string ReferenceNumber,
    WireStatus TransactionStatus,
    string PostTimestamp,
    string? ProcessedTimestamp,
    WireBank Bank,
    WireMoney GrossAmount,
    WireFee Fee,
    WireMoney NetAmount,
    WireBalance BalanceAfter,
    string? Notes,
    string? FailedCode,
    string? FailedReason);

/// <summary>Every answer of version 1.</summary>
internal sealed record PlainReply<T>(int Status, bool Success, T Data)
    where T : class;

/// <summary>Every refusal of version 1.</summary>
internal sealed record FaultReply(int Status, bool Success, WireFault Error);

internal sealed record WireFault(int Code, string Message);

internal sealed record TokenData(string AccessToken, string TokenType, string ExpiresIn);

internal sealed record FeeData(
    string GrossAmount, string TransferFee, string NetAmount, string Currency, FeeBeneficiary Beneficiary);

internal sealed record FeeBeneficiary(string FullName, string ShortName);

/// <summary>The fields of <see cref="BeneficiaryData"/> but for the code that was sent.</summary>
internal sealed record SwiftBeneficiaryData(
    string Status,
    string BankName,
    string BankNumberCode,
    string? BankSwiftCode,
    string BankAccountNumber,
    string? BankAccountName);

[JsonSerializable(typeof(Reply<DisbursementData>))]
[JsonSerializable(typeof(Reply<MaskedReference>))]
[JsonSerializable(typeof(Reply<BeneficiaryData>))]
[JsonSerializable(typeof(Webhook))]
[JsonSerializable(typeof(PlainReply<TokenData>))]
[JsonSerializable(typeof(PlainReply<FeeData>))]
[JsonSerializable(typeof(PlainReply<SwiftBeneficiaryData>))]
[JsonSerializable(typeof(FaultReply))]
internal sealed partial class SingaPayJson : JsonSerializerContext
{
    /// <summary>Snake-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static SingaPayJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
