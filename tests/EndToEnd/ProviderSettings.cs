namespace Periksa.EndToEnd.Tests;

/// <summary>The settings by which one gateway asks another, which plays the provider.</summary>
static class ProviderSettings
{
    public const string Route = "bank";

    /// <summary>The kinds of providers that a sandbox can play.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["sento", "oy", "standard", "ifortepay", "paydia"];

    /// <summary>Every bank is asked there, as Toko Maju.</summary>
    public static (string, string)[] At(HostProcess provider, string kind) =>
        [.. Connector(Route, provider.Address, kind), .. Routes(Route)];

    public static (string, string)[] Routes(params IReadOnlyList<string> use) =>
    [
        ("Periksa__Routes__0__Banks__0", "*"),
        .. use.Select((name, i) => ($"Periksa__Routes__0__Use__{i}", name)),
    ];

    public static (string, string)[] Connector(string name, Uri address, string kind) =>
        [.. Of(kind, address).Select(one => ($"Periksa__Connectors__{name}__{one.Name}", one.Value))];

    static (string Name, string Value)[] Of(string kind, Uri address) => kind switch
    {
        "sento" =>
        [
            ("Kind", "Sento"), ("ServiceBase", $"{address}"), ("Username", "tokomaju"),
            ("ApiKey", "sento-sandbox-tokomaju-7Qm2"),
        ],
        "oy" =>
        [
            ("Kind", "Sento"), ("ServiceBase", $"{address}oy"), ("Username", "oy-tokomaju"),
            ("ApiKey", "oy-sandbox-tokomaju-5Rt8"), ("UserHeader", "x-oy-username"),
        ],
        "standard" =>
        [
            .. Snap("standard", $"{address}openapi", "SNAPTOKOMAJU", "snap-sandbox-secret-tokomaju"),
            ("ChannelId", "95221"),
        ],
        "ifortepay" => Snap("ifortepay", $"{address}api", "MCPD00000012", "ifortepay-sandbox-secret-tokomaju"),
        "paydia" =>
        [
            .. Snap(
                "paydia", $"{address}snap", "8f548c9c439139b2285269e56db6b8ed", "paydia-sandbox-secret-tokomaju"),
            ("ChannelId", "128"),
        ],
        "iluma" =>
        [
            ("Kind", "Iluma"), ("ServiceBase", $"{address}"), ("ApiKey", "an-api-key"),
            ("CallbackToken", "a-callback-token"), ("BankCodes__014", "BCA"),
        ],
        "ipg" =>
        [
            ("Kind", "Ipg"), ("ServiceBase", $"{address}"), ("ClientName", "bank-strict"), ("ApiKey", Ipg.StrictKey),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    /// <summary>A connector to SingaPay, as this merchant of the provider's.</summary>
    public static (string, string)[] SingaPay(string name, Uri address, SingaPay.Merchant merchant) =>
    [
        .. new (string Name, string Value)[]
        {
            ("Kind", "SingaPay"), ("ServiceBase", $"{address}"), ("PartnerId", merchant.PartnerId),
            ("ClientId", merchant.ClientId), ("ClientSecret", merchant.Secret), ("AccountId", merchant.Account),
        }
        .Select(one => ($"Periksa__Connectors__{name}__{one.Name}", one.Value)),
    ];

    /// <summary>It pays into these banks.</summary>
    public static (string, string)[] Payouts(string use, params IReadOnlyList<string> banks) =>
    [
        ("Periksa__Payouts__0__Use", use),
        .. banks.Select((bank, i) => ($"Periksa__Payouts__0__Banks__{i}", bank)),
    ];

    static (string Name, string Value)[] Snap(string preset, string serviceBase, string client, string secret) =>
    [
        ("Kind", "Snap"), ("Preset", preset), ("ServiceBase", serviceBase), ("ClientKey", client),
        ("HmacSecret", secret), ("PrivateKeyFile", Path.Combine(SnapPartner.SandboxFolder, "toko-maju.private.pem")),
    ];
}
