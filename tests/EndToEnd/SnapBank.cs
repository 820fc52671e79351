using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>A bank's program that asks what virtual accounts owe and says what was paid, and a biller's that asks
/// whether it was, by the standard's services.</summary>
public sealed class SnapBank(Snap snap)
{
    /// <summary>Toko Maju's bill over 100,000 rupiah.</summary>
    public const string Tuition = "0090011234567890";

    /// <summary>Takes any amount, as often as anybody likes.</summary>
    public const string Open = "8673011234567890";

    /// <summary>Has two bills over 100,000 rupiah each.</summary>
    public const string Several = "8673010000000004";

    public const string Paid = "8673010000000002";
    public const string Expired = "8673010000000003";

    public static SnapBank At(HostProcess host) => new(new Snap(host.Client, SnapPartner.Bank));

    public static SnapBank Toko(HostProcess host) => new(Snap.Toko(host, SnapDialect.Standard));

    public static SnapBank Warung(HostProcess host) => new(Snap.Warung(host, SnapDialect.Standard));

    /// <summary>The same program, which keeps its token, at another host.</summary>
    public SnapBank Elsewhere(HostProcess host) => new(snap.At(host));

    public Task<string> Token() => snap.Token();

    public Task<SnapReply> Inquire(string va, string? externalId = null) => Ask(
        "inquiry", $$"""{{{Identity(va)}},"inquiryRequestId":"{{SnapQuestion.Unique()}}"}""", externalId);

    /// <param name="more">Further fields, each with a comma before it.</param>
    public Task<SnapReply> Pay(
        string va, string requestId, string amount, string? externalId = null, string more = "") => Ask(
        "payment",
        $$$"""
        {{{{Identity(va)}}},"paymentRequestId":"{{{requestId}}}","paidAmount":{"value":"{{{amount}}}","currency":"IDR"},
        "trxDateTime":"2026-11-24T10:16:02+07:00","flagAdvise":"N"{{{more}}}}
        """,
        externalId);

    public Task<SnapReply> Status(string va, string? requestId = null, string? externalId = null) => Ask(
        "status",
        $$"""{{{Identity(va)}}{{(requestId is null ? "" : $",\"paymentRequestId\":\"{requestId}\"")}}}""",
        externalId);

    static string Identity(string va) =>
        $"\"partnerServiceId\":\"  {va[..6]}\",\"customerNo\":\"{va[6..]}\",\"virtualAccountNo\":\"  {va}\"";

    // The lines of a body end where it is folded, and its account's blanks stay.
    Task<SnapReply> Ask(string service, string body, string? externalId) => snap.Inquire(new SnapQuestion
    {
        Target = $"/openapi/v1.0/transfer-va/{service}",
        Body = Encoding.UTF8.GetBytes(body.ReplaceLineEndings("")),
        ExternalId = externalId ?? SnapQuestion.Unique(),
    });
}
