using System.Security.Cryptography;
using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>A partner's program that sends money by the standard's services, and hears how it ended.</summary>
public sealed class SnapMoney(Snap snap)
{
    public const string TokosAccount = "8800000001";
    public const string WarungsAccount = "8800000002";

    public static SnapMoney Toko(HostProcess host) => new(Snap.Toko(host, SnapDialect.Standard));

    public static SnapMoney Warung(HostProcess host) => new(Snap.Warung(host, SnapDialect.Standard));

    /// <summary>The same program, which keeps its token, at another host.</summary>
    public SnapMoney At(HostProcess host) => new(snap.At(host));

    public Task<string> Token() => snap.Token();

    public Task<SnapReply> Transfer(
        string reference,
        string number = "0123456789",
        string bank = "014",
        string amount = "10000.00",
        string source = TokosAccount,
        string? externalId = null) => Ask(
        "/openapi/v1.0/transfer-interbank",
        $$$"""
        {"partnerReferenceNo":"{{{reference}}}","amount":{"value":"{{{amount}}}","currency":"IDR"},
        "beneficiaryAccountName":"John Doe","beneficiaryAccountNo":"{{{number}}}","beneficiaryBankCode":"{{{bank}}}",
        "sourceAccountNo":"{{{source}}}","transactionDate":"2026-11-24T10:15:00+07:00"}
        """,
        externalId);

    public Task<SnapReply> Status(string reference, string? externalId = null) =>
        StatusBy("originalPartnerReferenceNo", reference, externalId);

    public Task<SnapReply> StatusBy(string field, string name, string? externalId = null) => Ask(
        "/openapi/v1.0/transfer/status", $$"""{"{{field}}":"{{name}}","serviceCode":"18"}""", externalId);

    public Task<SnapReply> Balance(string account = TokosAccount) =>
        Ask("/openapi/v1.0/balance-inquiry", $$"""{"accountNo":"{{account}}"}""");

    /// <summary>What may be sent now.</summary>
    public async Task<decimal> Available(string account = TokosAccount)
    {
        var reply = await Balance(account);
        Assert.Equal("2001100", reply.Code);
        var info = reply.Json.GetProperty("accountInfos")[0];
        return decimal.Parse(info.GetProperty("availableBalance").GetProperty("value").GetString()!);
    }

    /// <summary>The latest status once it is this one.</summary>
    public Task Reaches(string reference, string status) => Eventually.Is(
        async () => (await Status(reference)).Text("latestTransactionStatus") == status, patienceSeconds: 60);

    /// <summary>What an inbox was told of a transfer, oldest first, once it was so many times.</summary>
    public static async Task<Callback[]> Told(Inbox inbox, string reference, int times = 1)
    {
        var name = $"\"originalPartnerReferenceNo\":\"{reference}\"";
        Callback[] told = [];
        await Eventually.Is(async () =>
        {
            told = [.. (await inbox.List()).Where(one => one.Body.Contains(name, StringComparison.Ordinal))];
            return told.Length >= times;
        });
        return told;
    }

    /// <summary>Asserts that it says what service 36 answers, and is signed as the standard signs.</summary>
    public void AssertTold(Callback callback, Inbox inbox, SnapReply status)
    {
        const string code = "\"responseCode\":\"2003600\",\"responseMessage\":\"Successful\",";
        Assert.Equal(status.Body.Replace(code, "", StringComparison.Ordinal), callback.Body);

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(callback.Body)));
        var text = $"POST:{new Uri(inbox.Url).PathAndQuery}:{digest}:{callback.Header("X-TIMESTAMP")}";
        var signature = HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(snap.Partner.Secret), Encoding.UTF8.GetBytes(text));

        Assert.Equal(Convert.ToBase64String(signature), callback.Header("X-SIGNATURE"));
        Assert.Equal(
            ("POST", "application/json", snap.Partner.ClientId, "95221"),
            (callback.Method, callback.Header("Content-Type"), callback.Header("X-PARTNER-ID"),
                callback.Header("CHANNEL-ID")));
        Assert.Matches(@"\A[0-9]{1,36}\z", callback.Header("X-EXTERNAL-ID"));
        Assert.Matches(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00\z", callback.Header("X-TIMESTAMP"));
    }

    Task<SnapReply> Ask(string target, string body, string? externalId = null) => snap.Inquire(new SnapQuestion
    {
        Target = target,
        Body = Encoding.UTF8.GetBytes(body.ReplaceLineEndings("")),
        ExternalId = externalId ?? SnapQuestion.Unique(),
    });
}
