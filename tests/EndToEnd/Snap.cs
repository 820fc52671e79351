using System.Security.Cryptography;
using System.Text;

namespace Periksa.EndToEnd.Tests;

/// <summary>Speaks SNAP as a partner's program would: it signs with what .NET brings along, and with nothing of the
/// product's, whose own mistakes would otherwise agree with themselves.</summary>
public sealed class Snap(HttpClient client, SnapPartner partner)
{
    const string Grant = """{"grantType":"client_credentials"}""";

    Task<string>? _token;

    public SnapPartner Partner => partner;

    public SnapDialect Dialect => partner.Dialect;

    public static Snap Toko(HostProcess host, SnapDialect dialect) => new(host.Client, SnapPartner.Toko(dialect));

    public static Snap Warung(HostProcess host, SnapDialect dialect) => new(host.Client, SnapPartner.Warung(dialect));

    /// <summary>The same program, which keeps its token, at another host.</summary>
    public Snap At(HostProcess host) => new(host.Client, partner) { _token = _token };

    /// <summary>The token it has, or a new one.</summary>
    public Task<string> Token() => _token ??= AskForToken();

    /// <summary>Forgets its token, or takes another's.</summary>
    public void Keep(string? token) => _token = token is null ? null : Task.FromResult(token);

    public SnapRequest PrepareToken(string? stamp = null, string? body = null, RSA? key = null)
    {
        stamp ??= SnapQuestion.Now();
        var signature = (key ?? partner.Key).SignData(
            Encoding.UTF8.GetBytes($"{partner.ClientId}|{stamp}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        return new(
            "POST",
            Dialect.TokenPath,
            [
                ("Content-Type", "application/json"),
                ("X-TIMESTAMP", stamp),
                ("X-CLIENT-KEY", partner.ClientId),
                ("X-SIGNATURE", Convert.ToBase64String(signature)),
            ],
            Encoding.UTF8.GetBytes(body ?? Grant));
    }

    public async Task<SnapRequest> Prepare(SnapQuestion question)
    {
        var body = question.Body ?? Encoding.UTF8.GetBytes(Dialect.Body(question));
        var token = await Token();
        var target = question.Target ?? Dialect.InquiryPath;
        var signature = Sign("POST", question.SignedTarget ?? target, token, body, question.Stamp);

        return new(
            "POST",
            target,
            [
                ("Content-Type", "application/json"),
                ("Authorization", $"Bearer {token}"),
                ("X-TIMESTAMP", question.Stamp),
                ("X-SIGNATURE", Convert.ToBase64String(signature)),
                ("X-PARTNER-ID", partner.ClientId),
                ("X-EXTERNAL-ID", question.ExternalId),
                ("CHANNEL-ID", Dialect.Channel),
            ],
            body);
    }

    /// <summary>The bytes of a service signature. The bodies signed here have no white space, so they are minified as
    /// they stand.</summary>
    public byte[] Sign(string method, string target, string token, byte[] body, string stamp)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        return HMACSHA512.HashData(
            Encoding.UTF8.GetBytes(partner.Secret),
            Encoding.UTF8.GetBytes($"{method}:{target}:{token}:{digest}:{stamp}"));
    }

    public Task<SnapReply> Inquire(string account, string bank = "014") =>
        Inquire(new SnapQuestion { Account = account, Bank = bank });

    public async Task<SnapReply> Inquire(SnapQuestion? question = null) => await Send(await Prepare(question ?? new()));

    public async Task<SnapReply> Send(SnapRequest request)
    {
        using var message = request.ToMessage();
        using var reply = await client.SendAsync(message);
        return new(reply.StatusCode, reply.Headers, await reply.Content.ReadAsStringAsync());
    }

    async Task<string> AskForToken()
    {
        var reply = await Send(PrepareToken());
        Assert.Equal("2007300", reply.Code);
        return reply.Text("accessToken")!;
    }
}
