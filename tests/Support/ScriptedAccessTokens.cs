using Periksa.Partners;

namespace Periksa.Tests.Support;

/// <summary>Access tokens by heart: it issues one and the same, and knows it again only for the callers
/// named.</summary>
public sealed class ScriptedAccessTokens(params string[] callers) : IAccessTokens
{
    /// <summary>What it issues; good for the callers named, and for nobody else.</summary>
    public const string Valid = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ2YWxpZCJ9.c2NyaXB0ZWQ";

    /// <summary>Was good for the callers named.</summary>
    public const string Expired = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleHBpcmVkIn0.c2NyaXB0ZWQ";

    readonly Dictionary<string, TokenVerdict> _known = new()
    {
        [Valid] = TokenVerdict.Valid,
        [Expired] = TokenVerdict.Expired,
    };

    /// <summary>Knows one more token, e.g. that of a vendor's sample.</summary>
    public ScriptedAccessTokens Knows(string token, TokenVerdict verdict)
    {
        _known[token] = verdict;
        return this;
    }

    public ValueTask<string> Issue(Credential credential, TimeSpan lifetime, CancellationToken cancel) => new(Valid);

    public ValueTask<TokenVerdict> Check(string token, Credential credential, CancellationToken cancel) =>
        new(callers.Contains(credential.Caller) && _known.TryGetValue(token, out var verdict)
            ? verdict
            : TokenVerdict.Invalid);
}
