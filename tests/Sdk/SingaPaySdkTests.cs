using Periksa.Tests.Support;

namespace Periksa.Sdk.Tests;

/// <summary>SingaPay's two SDKs: a PHP package and a JavaScript one. Both sort the body that they sign, and send it
/// as it was put together.</summary>
public class SingaPaySdkTests
{
    const string Transfer = "/api/v2.0/disbursement/transfer";

    static readonly (string, string)[] Laravel =
    [
        ("User-Agent", "GuzzleHttp/7"), ("Accept", "application/json"), ("Content-Type", "application/json"),
    ];

    static readonly (string, string)[] Fetch =
    [
        ("accept", "application/json"), ("content-type", "application/json"), ("accept-language", "*"),
        ("sec-fetch-mode", "cors"), ("user-agent", "node"), ("accept-encoding", "gzip, deflate"),
    ];

    const string Id = $"\"account_id\":\"{SingaPayHost.Account}\"";

    // Keys in order, slashes and accents as they are.
    const string Signed = $"{{{Id},\"amount\":50000,\"bank_account_number\":\"1234567890000\","
        + """
        "bank_code":"002","notes":"Toko/Café","reference_number":"INV-2026-11"}
        """;

    public static TheoryData<string, string> Orders { get; } = new()
    {
        {
            "laravel-singapay",
            $"{{{Id},\"reference_number\":\"INV-2026-11\",\"amount\":50000,\"bank_code\":\"002\","
                + """
                "bank_account_number":"1234567890000","notes":"Toko\/Caf\u00e9"}
                """
        },
        {
            "singapay-js",
            $"{{\"reference_number\":\"INV-2026-11\",\"notes\":\"Toko/Café\",{Id},\"amount\":50000,"
                + """
                "bank_account_number":"1234567890000","bank_code":"002"}
                """
        },
        {
            "python, by hand",
            """
            {"reference_number": "INV-2026-11", "notes": "Toko/Caf\u00e9", "amount": 50000, "bank_code": "002",
            """
                + $" \"bank_account_number\": \"1234567890000\", {Id}}}"
        },
    };

    [Theory, MemberData(nameof(Orders))]
    public async Task Has_its_transfer_taken(string sdk, string body)
    {
        await using var host = await SingaPayHost.Open();
        var text = $"POST:{Transfer}:{ScriptedAccessTokens.Valid}:{SingaPayHost.Digest(Signed)}:{SingaPayHost.Stamp}";

        var said = await host.Say(new(Transfer,
        [
            .. HeadersOf(sdk),
            ("X-PARTNER-ID", SingaPayHost.Partner),
            ("Authorization", $"Bearer {ScriptedAccessTokens.Valid}"),
            ("X-Timestamp", SingaPayHost.Stamp),
            ("X-Signature", SingaPayHost.Sign(text)),
        ], body));

        Assert.Equal("200 SP000", said);
        Assert.Equal("Toko/Café", host.Disbursements.Ordered!.Notes);
    }

    [Theory]
    [InlineData("laravel-singapay")]
    [InlineData("singapay-js")]
    public async Task Has_its_token_issued_and_its_question_answered(string sdk)
    {
        await using var host = await SingaPayHost.Open();
        (string, string)[] asked =
        [
            .. HeadersOf(sdk),
            ("X-PARTNER-ID", SingaPayHost.Partner),
            ("Authorization", $"Bearer {ScriptedAccessTokens.Valid}"),
        ];

        Assert.Equal("200", await host.Say(new("/api/v1.1/access-token/b2b",
        [
            .. HeadersOf(sdk),
            ("X-PARTNER-ID", SingaPayHost.Partner),
            ("X-CLIENT-ID", SingaPayHost.Client),
            ("X-Signature", SingaPayHost.Sign($"{SingaPayHost.Client}_{SingaPayHost.Secret}_20261128")),
        ], """{"grant_type":"client_credentials"}""")));
        Assert.Equal("200 SP000", await host.Say(new(
            "/api/v2.0/disbursement/check-beneficiary", asked,
            """{"bank_account_number":"1234567890000","bank_code":"002"}""")));
        Assert.Equal("200", await host.Say(new(
            "/api/v1.0/disbursement/check-beneficiary", asked,
            """{"bank_account_number":"1234567890000","bank_swift_code":"BRINIDJA"}""")));
    }

    static (string, string)[] HeadersOf(string sdk) => sdk is "singapay-js" ? Fetch : Laravel;
}
