namespace Periksa.Sdk.Tests;

/// <summary>The SDKs and languages whose requests have been looked at, each as it is when nobody sets it up
/// otherwise.</summary>
static class SnapSdks
{
    static readonly (string, string)[] Guzzle = [("User-Agent", "GuzzleHttp/7"), ("Accept", "application/json")];

    static readonly (string, string)[] Axios =
    [
        ("Accept", "application/json, text/plain, */*"),
        ("User-Agent", "axios/1.7.2"),
        ("Accept-Encoding", "gzip, compress, deflate, br"),
    ];

    static readonly (string, string)[] Go = [("User-Agent", "Go-http-client/1.1"), ("Accept-Encoding", "gzip")];

    // As if a customer were there.
    static readonly (string, string)[] Bni =
    [
        .. Guzzle, ("X-IP-Address", "127.0.0.1"), ("X-DEVICE-ID", "bni-php/0.1.0"), ("X-LATITUDE", ""),
        ("X-LONGITUDE", ""),
    ];

    static readonly (string, string)[] Requests =
    [
        ("User-Agent", "python-requests/2.32.3"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Accept", "*/*"),
        ("Connection", "keep-alive"),
    ];

    static readonly Dictionary<string, SnapSdk> Published = new()
    {
        ["Paydia PHP"] = new(Spelling.Jakarta, Spelling.Php, Spelling.Php) { Channel = "12345" },
        ["Paydia Node"] = new(Spelling.UtcLabelledJakarta, Spelling.Plain, Spelling.Plain)
        {
            Channel = "12345", Adds = Axios,
        },
        ["Midtrans PHP"] = new(Spelling.Jakarta, Spelling.Php, Spelling.Plain)
        {
            ExternalId = "65a1b2c3d4e5f6.12345678", Adds = Guzzle,
        },
        ["Midtrans Go"] = new(Spelling.GoNano, Spelling.Plain, Spelling.Plain)
        {
            ExternalId = "9d694c08-4889-40f6-8160-b51099fbc2fb", Adds = Go,
        },
        ["DOKU PHP"] = new(Spelling.Jakarta, Spelling.Php, Spelling.Plain)
        {
            Grant = """{"grantType":"client_credentials","additionalInfo":[]}""",
            ExternalId = "65a1b2c3d4e5f",
            Channel = "H2H",
        },
        ["DoWithLogic"] = new(Spelling.ToIsoString, Spelling.Plain, Spelling.Plain)
        {
            SignsWithKey = true, Doubles = ["Content-Type"], Adds = Axios,
        },
        ["otnansirk DANA"] = new(Spelling.Jakarta, Spelling.Php, Spelling.Php)
        {
            SignsWithKey = true, Adds = Guzzle,
        },
        ["BNI PHP"] = new(Spelling.Jakarta, Spelling.Php, Spelling.Php)
        {
            Grant = """{"grantType":"client_credentials","additionalInfo":{}}""", Adds = Bni,
        },
        ["BRI PHP"] = new(Spelling.Jakarta, Spelling.Plain, Spelling.Plain) { ExternalId = "123456789" },
        ["DANA"] = new(Spelling.Jakarta, Spelling.Plain, Spelling.Plain) { ShowsToken = false },
        ["snap-aspi-go"] = new(Spelling.Jakarta, Spelling.Plain, Spelling.Plain)
        {
            ExternalId = "1795882450000000000-9f86d081884c7d65", Adds = Go,   // nanoseconds, and eight bytes in hex
        },
        ["Faspay Java"] = new(Spelling.Jakarta, Spelling.Plain, Spelling.Plain) { ShowsToken = false },
    };

    static readonly Dictionary<string, SnapSdk> Languages = new()
    {
        ["Go, UTC"] = new(Spelling.GoNanoUtc, Spelling.Plain, Spelling.Plain) { Adds = Go },
        ["Java, OffsetDateTime"] = new(Spelling.Java, Spelling.Plain, Spelling.Plain)
        {
            ContentType = "application/json;charset=UTF-8", Adds = [("User-Agent", "okhttp/4.12.0")],
        },
        ["Java, Instant"] = new(Spelling.JavaInstant, Spelling.Plain, Spelling.Plain),
        ["Python, requests"] = new(Spelling.PythonIso, Spelling.Python, Spelling.Ascii) { Adds = Requests },
        [".NET"] = new(Spelling.DotNet, Spelling.Plain, Spelling.Plain)
        {
            ContentType = "application/json; charset=utf-8",
        },
        ["Ruby"] = new(Spelling.WithoutColon, Spelling.Spread, Spelling.Plain),
        ["An hour alone"] = new(Spelling.HoursAlone, Spelling.Plain, Spelling.Plain),
        ["A small z"] = new(Spelling.SmallZ, Spelling.Plain, Spelling.Plain),
        ["A proxy that doubles"] = new(Spelling.Jakarta, Spelling.Plain, Spelling.Plain)
        {
            Doubles = ["Content-Type", "ORIGIN"],
        },
        ["OAuth's words"] = new(Spelling.ToIsoString, Spelling.Plain, Spelling.Plain)
        {
            Grant = """{"grant_type":"client_credentials"}""", Scheme = "bearer", IsHex = true,
        },
    };

    public static IReadOnlyDictionary<string, SnapSdk> All { get; } =
        new Dictionary<string, SnapSdk>(Published.Concat(Languages));
}
