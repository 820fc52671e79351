using System.Text.Json.Serialization;
using Periksa.Inquiries;

namespace Periksa.Connectors.Snap;

/// <summary>One provider's way of speaking SNAP, as its contract and its letters to us say.</summary>
/// <remarks>Texts in which secrets lie are never part of <see cref="ToString"/>.</remarks>
public sealed record SnapRouteOptions
{
    /// <summary>Everything before the version, e.g. <c>https://api.example/snap</c>.</summary>
    public Uri? ServiceBase { get; init; }

    /// <summary>The same for access tokens; <c>null</c> where it is the same.</summary>
    public Uri? TokenBase { get; init; }

    public string Version { get; init; } = "/v1.0";

    /// <summary>15, 16 or 42.</summary>
    public int Service { get; init; } = 16;

    /// <summary>The path below <see cref="ServiceBase"/>; <c>null</c> for the version and the standard's.</summary>
    public string? Path { get; init; }

    /// <summary>The path that is signed where that is another than the path of the URL.</summary>
    public string? SignedPath { get; init; }

    /// <summary>The path below <see cref="TokenBase"/>; <c>null</c> for the version and the standard's.</summary>
    public string? TokenPath { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string ClientKey { get; init; } = "";

    /// <summary><c>null</c> where it is the client key.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The characters that a partner's id has there; 0 for any.</summary>
    public int PartnerIdLength { get; init; }

    public string ChannelId { get; init; } = "";

    /// <summary>Headers beyond the standard's, such as ORIGIN; sent last.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public SnapSignature Signature { get; init; }

    /// <summary>The client secret: of symmetric signatures, and of callbacks that no public key verifies.</summary>
    public string? HmacSecret { get; init; }

    /// <summary>Ours, RSA in PEM, PKCS#1 or PKCS#8: of requests for tokens, and of asymmetric signatures.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The provider's, RSA in PEM; <c>null</c> where the client secret signs callbacks.</summary>
    public string? ProviderPublicKey { get; init; }

    /// <summary>The URL that callbacks are signed for; <c>null</c> for the one that is called.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>The body that answers a callback; <c>null</c> for SNAP's own.</summary>
    [JsonConverter(typeof(TemplateConverter))]
    public string? CallbackAnswer { get; init; }

    /// <summary>True if X-TIMESTAMP has milliseconds.</summary>
    public bool HasMilliseconds { get; init; }

    public SnapIdForm ExternalId { get; init; }

    /// <summary>Of digits and letters; a UUID has its own.</summary>
    public int ExternalIdLength { get; init; } = 32;

    public SnapReferenceForm Reference { get; init; }

    /// <summary>Before every reference, where the provider wants that.</summary>
    public string ReferencePrefix { get; init; } = "";

    /// <summary>The digits of that, where the provider gives it out; 0 for any.</summary>
    public int ReferencePrefixDigits { get; init; }

    public SnapBankForm BankForm { get; init; }

    /// <summary>Our code for the bank that is asked, whose accounts service 15 is about: the question names no bank, so
    /// about another's account it would be answered with a stranger's name.</summary>
    public string? OwnBank { get; init; }

    /// <summary>Codes of the bank list, and the provider's for those that are not in its form.</summary>
    public IReadOnlyDictionary<string, string> BankCodes { get; init; } = new Dictionary<string, string>();

    /// <summary>Of service 42, or where the body has a place for it, where the caller says none.</summary>
    public string Amount { get; init; } = "10000.00";

    /// <summary>Of service 42; left out where it is <c>null</c>.</summary>
    public string? CustomerNumber { get; init; }

    /// <summary>A name that has to be sent with the question; an answer that says the same name is unclear, since it
    /// may be no more than an echo.</summary>
    public string? SentName { get; init; }

    /// <summary>What else has a place in the bodies: <c>sourceAccount</c> for <c>{sourceAccount}</c>. Of that,
    /// <c>purpose</c>, <c>senderName</c>, <c>expectedName</c> and <c>deviceId</c>, the caller's word comes
    /// first.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The whole body, an object in JSON, with <c>{reference}</c>, <c>{bank}</c>, <c>{account}</c>,
    /// <c>{amount}</c>, <c>{customer}</c>, <c>{name}</c> and <see cref="Values"/> where they go; <c>null</c> for the
    /// standard's. Without <c>{reference}</c> the question has none.</summary>
    [JsonConverter(typeof(TemplateConverter))]
    public string? Body { get; init; }

    /// <summary>That field of the standard's body, an object in JSON with the same places; <c>null</c> for an empty
    /// one, or the bank's code for service 42.</summary>
    [JsonConverter(typeof(TemplateConverter))]
    public string? AdditionalInfo { get; init; }

    /// <summary>True if slashes and what is not ASCII are sent escaped, for a server that writes the body anew in PHP
    /// to verify the signature.</summary>
    public bool EscapesAsPhp { get; init; }

    /// <summary>The characters after which names are cut; 0 where they are not.</summary>
    public int NameLength { get; init; }

    /// <summary>A field with what a later transfer has to show, dots between names; <c>null</c> for none.</summary>
    public string? HandleField { get; init; }

    /// <summary>How long that is taken, from its answer.</summary>
    public TimeSpan HandleLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The sense of codes, before the standard's: <c>4041611</c>, or <c>404xx11</c> for those of the
    /// service; or a word that callbacks have instead.</summary>
    public IReadOnlyDictionary<string, SnapOutcome> Codes { get; init; } = new Dictionary<string, SnapOutcome>();

    /// <summary>True if every code comes with HTTP 200. Else a code that another HTTP status comes with is
    /// unclear.</summary>
    public bool CodesComeWithOk { get; init; }

    /// <summary>A field with a word about the inquiry; <c>null</c> where the code says it all.</summary>
    public string? StatusField { get; init; } = "additionalInfo.inquiryStatus";

    /// <summary>True if an answer without the word is unclear.</summary>
    public bool IsStatusMandatory { get; init; }

    /// <summary>The sense of the word; of any other it is unclear.</summary>
    public IReadOnlyDictionary<string, SnapOutcome> Statuses { get; init; } = new Dictionary<string, SnapOutcome>
    {
        ["SUCCESS"] = SnapOutcome.Found,
        ["PENDING"] = SnapOutcome.Pending,
        ["FAILED"] = SnapOutcome.Failed,
    };

    /// <summary>A field with a word about an account that was found; <c>null</c> for none.</summary>
    public string? AccountStatusField { get; init; } = "additionalInfo.beneficiaryAccountStatus";

    /// <summary>The sense of that word; of any other it is unclear.</summary>
    public IReadOnlyDictionary<string, SnapOutcome> AccountStatuses { get; init; } =
        new Dictionary<string, SnapOutcome>
        {
            ["ACTIVE"] = SnapOutcome.Found,
            ["INVALID"] = SnapOutcome.NotFound,
        };

    /// <summary>The body that asks for an access token, with <see cref="Values"/> where they go.</summary>
    [JsonConverter(typeof(TemplateConverter))]
    public string TokenBody { get; init; } = """{"grantType":"client_credentials"}""";

    /// <summary>The life of an access token; <c>null</c> for what its provider says.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>The time before its end from which a token is not used.</summary>
    public TimeSpan RenewAhead { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True where the client's newest token kills the one before: all routes of the client share
    /// one.</summary>
    public bool LatestWins { get; init; }

    public LateMode Late { get; init; }

    /// <summary>The pauses before the question is sent again, of which the last repeats; empty for the usual
    /// ones.</summary>
    public IReadOnlyList<TimeSpan> Schedule { get; init; } = [];

    /// <summary>How long a late answer is waited for; <c>null</c> for as long as its caller waits.</summary>
    public TimeSpan? GiveUp { get; init; }

    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(5);

    public override string ToString() => $"SNAP {Service} at {ServiceBase}";
}

/// <summary>How a question is signed.</summary>
public enum SnapSignature
{
    /// <summary>With the client secret, over an access token.</summary>
    Symmetric,

    /// <summary>With the private key; there is no access token.</summary>
    Asymmetric,
}

/// <summary>The characters of X-EXTERNAL-ID.</summary>
public enum SnapIdForm
{
    Digits,
    Alphanumeric,
    Uuid,
}

/// <summary>How an inquiry's id is written as partnerReferenceNo.</summary>
public enum SnapReferenceForm
{
    /// <summary>32 hexadecimal digits.</summary>
    Hex,

    /// <summary>39 decimal digits.</summary>
    Digits,
}

/// <summary>Which of a bank's codes a provider wants.</summary>
public enum SnapBankForm
{
    /// <summary>That of the bank list, <c>014</c>.</summary>
    Code,

    /// <summary>The BIC of eight letters, <c>CENAIDJA</c>.</summary>
    Bic,

    /// <summary>The BIC, or that of the bank list where the bank has none.</summary>
    BicOrCode,

    /// <summary>The provider's own word: only banks that are given one can be asked about.</summary>
    Listed,
}
