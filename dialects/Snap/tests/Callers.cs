using System.Net;
using System.Security.Cryptography;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>The callers that may ask in the goldens. Each is called after what is special about it; all share the usual
/// caller's secret and key, which signed the goldens.</summary>
static class Callers
{
    /// <summary>Toko Maju, as in the sandbox.</summary>
    public const string Usual = "SNAPTOKOMAJU";

    /// <summary>A caller whom no token was issued to.</summary>
    public const string Second = "SNAPWARUNGJA";

    /// <summary>A bank, as in the sandbox; so is everybody who is called after what is special about it.</summary>
    public const string Bank = "SNAPBANKSAND";

    /// <summary>Banks on other terms than the usual ones.</summary>
    public const string Bare = "bare";
    public const string Replaying = "replaying";
    public const string BareReplaying = "bare-replaying";
    public const string OtherExpired = "transaction-expired";

    public const string Strict = "strict";
    public const string Inactive = "inactive";
    public const string Keyless = "keyless";
    public const string BrokenKey = "broken-key";
    public const string Hasty = "hasty";
    public const string OfficeOnly = "office-only";
    public const string Curious = "curious";
    public const string CuriousElsewhere = "curious-elsewhere";
    public const string Crowded = "crowded";
    public const string RepeatsKey = "repeats-key";
    public const string RepeatsReference = "repeats-reference";

    /// <summary>What it may pay from, and accounts that nobody can look at.</summary>
    static readonly string[] Accounts = ["8800000001", "1111111111111111", "crowded", "breaks", "times-out"];

    const string Secret = "snap-sandbox-secret-tokomaju";

    static readonly byte[] PublicKey = ReadPublicKey();

    static readonly string[] Plain =
    [
        Usual, Second, Bank, Bare, Replaying, BareReplaying, OtherExpired, Hasty, Curious, CuriousElsewhere, Crowded,
        RepeatsKey, RepeatsReference,
    ];

    public static ScriptedCredentials Credentials => new(
    [
        .. Plain.Select(Named),
        Named(OfficeOnly) with { Addresses = [IPNetwork.Parse("10.9.9.0/24")] },
        Named(Strict) with { Partner = new(new(Strict), Active: true) { IsStrict = true } },
        Named(Inactive) with { Partner = new(new(Inactive), Active: false) },
        Named(Keyless) with { PublicKey = default },
        Named(BrokenKey) with { PublicKey = new byte[] { 0x30, 0x00 } },
    ]);

    public static ScriptedAccessTokens Tokens => new(
        [.. Plain.Except([Second]).Concat([Strict, OfficeOnly]).Select(name => Named(name).Caller)]);

    public static Credential Named(string name) =>
        new(new(SnapDialect.Vendor.Dialect), new(name), new(new(name), Active: true))
    {
        ClientSecret = new(Secret),
        PublicKey = PublicKey,
        IsBank = name is not (Usual or Second),
        Terms = TermsOf(name),
        PayingAccounts = [.. Accounts.Select(account => new PayingAccountId(account))],
    };

    static BankTerms TermsOf(string name) => name switch
    {
        Bare => new(Refusal: BankRefusal.Bare),
        Replaying => new(Repeat: BankRepeat.Replay),
        BareReplaying => new(Refusal: BankRefusal.Bare, Repeat: BankRepeat.Replay),
        OtherExpired => new(Expired: BankExpired.Transaction),
        _ => BankTerms.Usual,
    };

    static byte[] ReadPublicKey()
    {
        using var pem = typeof(Callers).Assembly.GetManifestResourceStream("toko-maju.public.pem")!;
        using var text = new StreamReader(pem);
        using var key = RSA.Create();
        key.ImportFromPem(text.ReadToEnd());
        return key.ExportSubjectPublicKeyInfo();
    }
}
