using System.Net;
using System.Security.Cryptography;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>The callers that may ask in the goldens. Each is called after what is special about it; all but one share
/// the usual caller's secret and key.</summary>
static class Callers
{
    /// <summary>The caller of the vendor's sample, about whom nothing is special.</summary>
    public const string Usual = "8f548c9c439139b2285269e56db6b8ed";

    /// <summary>A caller whom no token was issued to.</summary>
    public const string Second = "0c5a1d7e9b3f4862a7d0e1f2a3b4c5d6";

    public const string Strict = "strict";
    public const string Inactive = "inactive";
    public const string Secretless = "secretless";
    public const string Keyless = "keyless";
    public const string BrokenKey = "broken-key";
    public const string Hasty = SnapGoldens.Hasty;
    public const string OfficeOnly = "office-only";
    public const string Curious = SnapGoldens.Curious;
    public const string CuriousElsewhere = "curious-elsewhere";
    public const string Crowded = "crowded";
    public const string RepeatsKey = "repeats-key";
    public const string RepeatsReference = "repeats-reference";
    public const string LongestName = "123456789-123456789-123456789-123456";

    public const string Secret = "paydia-sandbox-secret-tokomaju";

    /// <summary>Toko Maju's key in the sandbox, which signed the goldens.</summary>
    const string PublicKeyPem =
        """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApFuFiOfY8QQPuKdWVtOU
        kp9i/HMbdUTNhsXRAiRYZcsN/r6QKd75Yp2qbyD2aGaVsTXX/zl8rjbqHkk0dzjD
        TwZYosotxOyivrPIOK5Y7eFCyhIoR2UXZ3jZm4gh929N42R4D82Z6o0RtlkYBN+8
        /jglXJyTN7+vpQfoqPFPNFoLvPWNJtFRipMigz5q46gHMHBd8XY0xSPDqCNHMta/
        NBGQ3JbEl8DO3PlUxmHRVGqZbmOYnyPj8e9b91pUB1YIJD4gK2Q7a39uirTQzuWZ
        UD4nan+FttwES4csKZNbR0xLxvOl+oi6MGXciy96lmI7RRRQ8Eotid/gj5HL+/Gl
        KwIDAQAB
        -----END PUBLIC KEY-----
        """;

    static readonly byte[] PublicKey = ReadPublicKey();

    static readonly string[] Plain =
    [
        Usual, Hasty, Curious, CuriousElsewhere, Crowded, RepeatsKey, RepeatsReference, LongestName,
    ];

    public static ScriptedCredentials Credentials => new(
    [
        .. Plain.Select(Named),
        Named(Second) with { ClientSecret = new("paydia-sandbox-secret-warungjaya") },
        Named(OfficeOnly) with { Addresses = [IPNetwork.Parse("10.9.9.0/24")] },
        Named(Strict) with { Partner = new(new(Strict), Active: true) { IsStrict = true } },
        Named(Inactive) with { Partner = new(new(Inactive), Active: false) },
        Named(Secretless) with { ClientSecret = null },
        Named(Keyless) with { PublicKey = default },
        Named(BrokenKey) with { PublicKey = new byte[] { 0x30, 0x00 } },
    ]);

    /// <summary>The vendor's sample shows a token of its own.</summary>
    public static ScriptedAccessTokens Tokens => new ScriptedAccessTokens(
        [
            .. Plain.Concat([Strict, OfficeOnly, Secretless, Keyless]).Select(name => Named(name).Caller),
        ])
        .Knows(SampleToken, TokenVerdict.Valid);

    const string SampleToken = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9"
        + ".eyJpc3MiOiJQYXlkaWEiLCJpYXQiOjE2ODcyNDMwMzksImV4cCI6MTY4NzI0MzkzOX0"
        + ".S3BZ0EPoMar1XE3l3aeKKkeGS5JjXYdLs1jXZYGAqLU";

    public static Credential Named(string name) =>
        new(new(PaydiaEndpoints.Vendor.Dialect), new(name), new(new(name), Active: true))
    {
        ClientSecret = new(Secret),
        PublicKey = PublicKey,
    };

    static byte[] ReadPublicKey()
    {
        using var key = RSA.Create();
        key.ImportFromPem(PublicKeyPem);
        return key.ExportSubjectPublicKeyInfo();
    }
}
