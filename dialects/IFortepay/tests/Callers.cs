using System.Net;
using System.Security.Cryptography;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>The callers that may ask in the goldens. Each but the first is called after what is special about
/// it.</summary>
static class Callers
{
    public const string Secret = "ifortepay-sandbox-secret-tokomaju";

    /// <summary>The caller of the vendor's samples, about whom nothing is special.</summary>
    public const string Usual = "MCPD00000012";

    public const string Strict = "strict";
    public const string Inactive = "inactive";

    /// <summary>The tokens that the fake knows are somebody else's.</summary>
    public const string Tokenless = "tokenless";

    public const string Unkeyed = "unkeyed";
    public const string BrokenKey = "broken-key";
    public const string Hasty = SnapGoldens.Hasty;
    public const string OfficeOnly = "office-only";
    public const string Curious = SnapGoldens.Curious;
    public const string CuriousElsewhere = "curious-elsewhere";
    public const string Crowded = "crowded";
    public const string RepeatsDayKey = "repeats-day-key";
    public const string RepeatsReference = "repeats-reference";
    public const string LongestName = "a-client-id-has-up-to-36-characters.";

    public static readonly byte[] PublicKey = ReadPublicKey();

    public static ICredentials Credentials => new ScriptedCredentials(
        Named(Usual),
        Named(Strict) with { Partner = new(new(Strict), Active: true) { IsStrict = true } },
        Named(Inactive) with { Partner = new(new(Inactive), Active: false) },
        Named(Tokenless),
        Named(Unkeyed) with { ClientSecret = null, PublicKey = default },
        Named(BrokenKey) with { PublicKey = new byte[] { 0x30, 0x00 } },
        Named(Hasty),
        Named(OfficeOnly) with { Addresses = [IPNetwork.Parse("10.9.9.0/24")] },
        Named(Curious),
        Named(CuriousElsewhere),
        Named(Crowded),
        Named(RepeatsDayKey),
        Named(RepeatsReference),
        Named(LongestName));

    public static IAccessTokens Tokens => new ScriptedAccessTokens(
            [.. new[]
            {
                Usual, Strict, Inactive, Unkeyed, Hasty, OfficeOnly, Curious, CuriousElsewhere, Crowded, RepeatsDayKey,
                RepeatsReference, LongestName,
            }.Select(name => Named(name).Caller)])
        .Knows("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...", TokenVerdict.Valid);   // as the vendor's sample shows it

    public static Credential Named(string name) =>
        new(new(IFortepayEndpoints.Vendor.Dialect), new(name), new(new(name), Active: true))
    {
        ClientSecret = new(Secret),
        PublicKey = PublicKey,
    };

    static byte[] ReadPublicKey()
    {
        using var pem = new StreamReader(
            typeof(Callers).Assembly.GetManifestResourceStream("toko-maju.public.pem")!);
        using var key = RSA.Create();
        key.ImportFromPem(pem.ReadToEnd());
        return key.ExportSubjectPublicKeyInfo();
    }
}
