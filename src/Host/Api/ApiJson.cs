using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Inquiries.Routing;
using Periksa.Operators;
using Periksa.Operators.Inquiries;

namespace Periksa.Host.Api;

/// <summary>What the operators' API reads, and how it refuses. What it shows is in
/// <see cref="Periksa.Operators.OperatorsJson"/>, for the verbs show the same.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(object))]   // what ASP.NET asks for, and nothing is
[JsonSerializable(typeof(NewPartner))]
[JsonSerializable(typeof(PartnerChange))]
[JsonSerializable(typeof(CredentialChange))]
[JsonSerializable(typeof(NewCredential))]
[JsonSerializable(typeof(Rotation))]
[JsonSerializable(typeof(CallbackWish))]
[JsonSerializable(typeof(CallbackTestWish))]
[JsonSerializable(typeof(PlainWish))]
[JsonSerializable(typeof(RoleWish))]
[JsonSerializable(typeof(NewApiKey))]
[JsonSerializable(typeof(NewOperator))]
[JsonSerializable(typeof(InquiryWish))]
[JsonSerializable(typeof(PriceWish))]
[JsonSerializable(typeof(FeeWish))]
[JsonSerializable(typeof(DepositWish))]
[JsonSerializable(typeof(AccountWish))]
[JsonSerializable(typeof(BillForgetWish))]
[JsonSerializable(typeof(PrefixWish))]
[JsonSerializable(typeof(CordonWish))]
[JsonSerializable(typeof(UncordonWish))]
[JsonSerializable(typeof(Page<SavingsRow>))]
sealed partial class ApiJson : JsonSerializerContext
{
    public static ApiJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    });
}
