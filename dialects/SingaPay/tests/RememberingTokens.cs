using Periksa.Partners;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>Issues one and the same token, and remembers for whom and for how long.</summary>
sealed class RememberingTokens : IAccessTokens
{
    public const string Token = "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ3ZWJob29rIn0.c2NyaXB0ZWQ";

    readonly List<(string Caller, TimeSpan Lifetime)> _issued = [];

    public IReadOnlyList<(string Caller, TimeSpan Lifetime)> Issued => _issued;

    public ValueTask<string> Issue(Credential credential, TimeSpan lifetime, CancellationToken cancel)
    {
        _issued.Add((credential.Caller, lifetime));
        return new(Token);
    }

    public ValueTask<TokenVerdict> Check(string token, Credential credential, CancellationToken cancel) =>
        new(token == Token ? TokenVerdict.Valid : TokenVerdict.Invalid);
}
