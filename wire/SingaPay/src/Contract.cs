using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Wire.Http;

namespace Periksa.Wire.SingaPay;

// The questions, exactly as the vendor's pages write them: same names, same order. No behaviour lives here.

public sealed record TokenRequest(WireText GrantType);

public sealed record StatusRequest(WireText ReferenceNumber);

public sealed record TransferRequest(
    WireText AccountId,
    WireText ReferenceNumber,
    WireNumber Amount,
    WireText BankCode,
    WireText BankAccountNumber,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] WireText Notes);

public sealed record FeeRequest(WireNumber Amount, WireText BankSwiftCode);

/// <summary>Version 1's question whose account it is.</summary>
public sealed record SwiftBeneficiaryRequest(WireText BankSwiftCode, WireText BankAccountNumber);

/// <summary>Version 2's.</summary>
public sealed record BeneficiaryRequest(WireText BankCode, WireText BankAccountNumber);

[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(StatusRequest))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(FeeRequest))]
[JsonSerializable(typeof(SwiftBeneficiaryRequest))]
[JsonSerializable(typeof(BeneficiaryRequest))]
public sealed partial class SingaPayRequestJson : JsonSerializerContext
{
    /// <summary>Snake-case names and no needless escapes; an attribute could not name the encoder.</summary>
    public static SingaPayRequestJson Exact { get; } = new(JsonReply.Options(JsonNamingPolicy.SnakeCaseLower));
}
