using Periksa.Bills;
using Periksa.Disbursements;

namespace Periksa.Sandbox.Store;

/// <summary>The sandbox as it ships: who may ask, which accounts there are, and what virtual accounts
/// owe.</summary>
public sealed record SandboxWorld(
    IReadOnlyList<SandboxPartner> Partners,
    IReadOnlyList<SandboxWorldAccount> Accounts,
    IReadOnlyList<SandboxWorldBill> Bills)
{
    /// <summary>The history of the accounts that send money, in order.</summary>
    public IReadOnlyList<SandboxEvent> History { get; init; } = [];

    public IReadOnlyList<SandboxChannel> Channels { get; init; } = [];
}

/// <param name="Deposit">What it starts with.</param>
/// <param name="HasLimits">Whether the usual rate limit and miss budget hold for it.</param>
public sealed record SandboxPartner(
    string Id, string Name, bool Active, Money Deposit, bool HasLimits, SandboxSento Sento)
{
    /// <summary>Its credentials in the dialects of SNAP.</summary>
    public IReadOnlyList<SandboxSnap> Snap { get; init; } = [];

    /// <summary>Its credentials in other dialects.</summary>
    public IReadOnlyList<SandboxCredential> Credentials { get; init; } = [];

    /// <summary>Its credential at SingaPay; <c>null</c> for none.</summary>
    public SandboxSingaPay? SingaPay { get; init; }

    /// <summary>Its credential as a biller; <c>null</c> for none.</summary>
    public SandboxBiller? Biller { get; init; }
}

/// <summary>A credential in any dialect, as the world's files have it.</summary>
/// <param name="Name">What the dialect calls it by.</param>
public sealed record SandboxCredential(string Dialect, string Name)
{
    /// <summary>Its API key; <c>null</c> for none.</summary>
    public string? Key { get; init; }

    /// <summary>The secret of its signatures; <c>null</c> for none.</summary>
    public string? Secret { get; init; }

    /// <summary>DER SubjectPublicKeyInfo; <c>null</c> for none.</summary>
    public byte[]? PublicKey { get; init; }

    /// <summary>The price of a billable inquiry; <c>null</c> where nothing is billed.</summary>
    public Money? Price { get; init; }

    /// <summary><c>null</c> for nowhere.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Its known deviations from its contract.</summary>
    public IReadOnlyList<string> Quirks { get; init; } = [];

    /// <summary>The account that its partner sends money from in this dialect; <c>null</c> for none.</summary>
    public SandboxPayingAccount? PayingAccount { get; init; }
}

/// <param name="Balance">What it starts with.</param>
public sealed record SandboxPayingAccount(string Id, Money Balance);

/// <param name="Price">What a billable inquiry costs.</param>
public sealed record SandboxSento(string Username, string ApiKey, Money Price);

/// <param name="PublicKey">DER SubjectPublicKeyInfo.</param>
/// <param name="CallbackUrl"><c>null</c> for nowhere.</param>
public sealed record SandboxSnap(
    string Dialect, string ClientId, string ClientSecret, byte[] PublicKey, string? CallbackUrl)
{
    /// <summary>Its known deviations from its contract.</summary>
    public IReadOnlyList<string> Quirks { get; init; } = [];
}

/// <param name="PartnerId">Its X-PARTNER-ID.</param>
/// <param name="Account">The account it sends money from.</param>
/// <param name="CallbackUrl"><c>null</c> for nowhere.</param>
public sealed record SandboxSingaPay(
    string PartnerId, string ClientId, string ClientSecret, string Account, Fee Fee, string? CallbackUrl);

/// <summary>Something that happened to an account before anybody looked: money that came in, or was sent.</summary>
/// <param name="TopUp">What came in; <c>null</c> where something was sent.</param>
/// <param name="Sent">What was sent, as it stands now.</param>
public sealed record SandboxEvent(
    string Partner, string Account, DateTimeOffset At, Money? TopUp, Disbursement? Sent);

/// <param name="Status"><c>active</c>, <c>closed</c> or <c>dormant</c>.</param>
public sealed record SandboxWorldAccount(string BankCode, string Number, string HolderName, string Status);

/// <param name="Type"><c>open</c>, <c>close</c> or <c>partial</c>.</param>
/// <param name="Hash"><c>null</c> for a random one.</param>
/// <param name="ValidUntil"><c>null</c> for ever, unless <paramref name="ValidYears"/> says how long from when the
/// world is loaded.</param>
/// <param name="Component">Its only line, as dear as the bill.</param>
public sealed record SandboxWorldBill(
    string Biller,
    string VaNumber,
    BillType Type,
    string? Hash,
    Customer Customer,
    string Name,
    string? Description,
    string? ExtDescription,
    Money Total,
    Money Paid,
    DateTimeOffset? ValidUntil,
    int? ValidYears,
    (string? Id, string Name) Component);

/// <summary>A bank that asks about bills and takes money for them.</summary>
/// <param name="Id">Its partner's id and its credential's name.</param>
/// <param name="HasLimits">Whether the usual rate limit holds for it.</param>
/// <param name="MissBudget">How many accounts without a bill it may ask about; <c>null</c> for no limit.</param>
public sealed record SandboxChannel(
    string Id,
    string Name,
    string ApiKey,
    IReadOnlyList<string> Addresses,
    bool MustSign,
    bool HasLimits,
    int? MissBudget)
{
    /// <summary>Its credentials in other dialects.</summary>
    public IReadOnlyList<SandboxCredential> Credentials { get; init; } = [];
}

/// <summary>A partner as one who is paid for bills.</summary>
/// <param name="CallbackUrl"><c>null</c> for nowhere.</param>
public sealed record SandboxBiller(string ApiKey, string? CallbackUrl);
