using System.Net;
using Periksa.Tests.Support;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>The callers. All but one share a secret, and all a key.</summary>
public static class SnapCallers
{
    /// <summary>Nothing is special about it.</summary>
    public const string Usual = "8f548c9c439139b2285269e56db6b8ed";

    /// <summary>Has another secret, and no token was issued to it.</summary>
    public const string Second = "0c5a1d7e9b3f4862a7d0e1f2a3b4c5d6";

    public const string Strict = "strict";

    /// <summary>All may pay from it.</summary>
    public const string PayingAccount = "8800000001";

    public const string Secret = "a-secret-that-these-laws-sign-with";

    static readonly string[] Names = [Usual, Second, Strict];

    public static ScriptedCredentials Of(SnapSubject subject, Func<Credential, Credential>? change = null) =>
        new(Names.Select(name => (change ?? Same)(Named(subject, name))));

    public static ScriptedAccessTokens Tokens(SnapSubject subject) =>
        new([.. new[] { Usual, Strict }.Select(name => Named(subject, name).Caller)]);

    public static Credential Named(SnapSubject subject, string name) =>
        new(new(subject.Vendor.Dialect), new(name), new(new(name), Active: true) { IsStrict = name is Strict })
        {
            ClientSecret = new(name is Second ? "another secret" : Secret),
            PublicKey = SnapLetter.PublicKey,
            IsBank = true,
            PayingAccounts = [new(PayingAccount)],
        };

    /// <summary>The same, called from another network than it has registered.</summary>
    public static Credential Elsewhere(Credential credential) =>
        credential with { Addresses = [IPNetwork.Parse("10.9.9.0/24")] };

    static Credential Same(Credential credential) => credential;
}
