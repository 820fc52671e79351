using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Periksa.Operators.Accounts;
using Periksa.Operators.Audit;
using Periksa.Operators.Bills;
using Periksa.Operators.Credentials;
using Periksa.Operators.Departures;
using Periksa.Operators.Deposits;
using Periksa.Operators.Disbursements;
using Periksa.Operators.Inquiries;
using Periksa.Operators.Invoices;
using Periksa.Operators.Keys;
using Periksa.Operators.Messages;
using Periksa.Operators.Misses;
using Periksa.Operators.Partners;
using Periksa.Operators.Prefixes;
using Periksa.Operators.Resealing;
using Periksa.Operators.Routes;
using Periksa.Operators.Sessions;
using Periksa.Operators.SigningKeys;
using Periksa.Operators.Terms;

namespace Periksa.Operators;

/// <summary>How operators are shown things: by the verbs' <c>--json</c>, and in the audit trail.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PartnerEntry))]
[JsonSerializable(typeof(Page<PartnerEntry>))]
[JsonSerializable(typeof(CredentialEntry))]
[JsonSerializable(typeof(IssuedCredential))]
[JsonSerializable(typeof(Page<CredentialEntry>))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(PriceEntry))]
[JsonSerializable(typeof(FeeEntry))]
[JsonSerializable(typeof(Page<PriceEntry>))]
[JsonSerializable(typeof(Page<FeeEntry>))]
[JsonSerializable(typeof(DepositEntry))]
[JsonSerializable(typeof(AccountEntry))]
[JsonSerializable(typeof(CallbackEntry))]
[JsonSerializable(typeof(Page<CallbackEntry>))]
[JsonSerializable(typeof(RedeliveredEntry))]
[JsonSerializable(typeof(TestedCallback))]
[JsonSerializable(typeof(Page<InquiryEntry>))]
[JsonSerializable(typeof(InquiryStory))]
[JsonSerializable(typeof(RevealedEntry))]
[JsonSerializable(typeof(DisbursementEntry))]
[JsonSerializable(typeof(OpenRemarkEntry))]
[JsonSerializable(typeof(Page<OpenRemarkEntry>))]
[JsonSerializable(typeof(Page<DisbursementEntry>))]
[JsonSerializable(typeof(DisbursementStory))]
[JsonSerializable(typeof(RevealedDisbursements))]
[JsonSerializable(typeof(BillEntry))]
[JsonSerializable(typeof(Page<BillEntry>))]
[JsonSerializable(typeof(BillStory))]
[JsonSerializable(typeof(RevealedBills))]
[JsonSerializable(typeof(Page<InvoiceSummary>))]
[JsonSerializable(typeof(InvoiceStory))]
[JsonSerializable(typeof(ForgivenMisses))]
[JsonSerializable(typeof(Page<LaxityEntry>))]
[JsonSerializable(typeof(Page<RefusedSignatureEntry>))]
[JsonSerializable(typeof(TokenKeyEntry))]
[JsonSerializable(typeof(Page<TokenKeyEntry>))]
[JsonSerializable(typeof(Page<QueuedCallbacks>))]
[JsonSerializable(typeof(ForgottenBills))]
[JsonSerializable(typeof(PrefixEntry))]
[JsonSerializable(typeof(TakenPrefix))]
[JsonSerializable(typeof(Page<PrefixEntry>))]
[JsonSerializable(typeof(Page<CordonEntry>))]
[JsonSerializable(typeof(UncordonedEntry))]
[JsonSerializable(typeof(SessionEntry))]
[JsonSerializable(typeof(Page<SessionEntry>))]
[JsonSerializable(typeof(ApiKeyEntry))]
[JsonSerializable(typeof(IssuedApiKey))]
[JsonSerializable(typeof(Page<ApiKeyEntry>))]
[JsonSerializable(typeof(ResealedEntry))]
[JsonSerializable(typeof(OperatorEntry))]
[JsonSerializable(typeof(IssuedInvitation))]
[JsonSerializable(typeof(Page<OperatorEntry>))]
[JsonSerializable(typeof(OperatorSessionEntry))]
[JsonSerializable(typeof(Page<OperatorSessionEntry>))]
public sealed partial class OperatorsJson : JsonSerializerContext
{
    /// <summary>Names as they are written, whatever the alphabet, and quotes and angle brackets as such: whoever puts
    /// them into a page escapes them there.</summary>
    public static OperatorsJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}
