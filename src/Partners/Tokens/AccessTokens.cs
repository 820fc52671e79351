using System.Collections.Concurrent;

namespace Periksa.Partners.Tokens;

/// <summary>Access tokens: JWTs that any host signs and any host knows again.</summary>
public sealed class AccessTokens(ITokenKeys keys, TimeProvider clock) : IAccessTokens
{
    /// <summary>A new key verifies at once, and signs only when every host has had time to hear of it.</summary>
    internal static readonly TimeSpan SignsAfter = TimeSpan.FromSeconds(10);

    // Hosts' clocks are this close to each other, or they serve nobody.
    static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    // What anybody can make up must not become a query each time.
    static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromSeconds(1);

    static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(2);

    // A caller shows the same token thousands of times; what was verified once need not be again. A token for each
    // of so many callers, and more than that is nobody's usual load.
    const int RememberedMaximum = 10_000;

    readonly ConcurrentDictionary<string, (TokenKey Key, Claims Claims)> _verified = new(StringComparer.Ordinal);
    long _lookedAt;

    public async ValueTask<string> Issue(Credential credential, TimeSpan lifetime, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, IAccessTokens.LifetimeMaximum);

        if (keys.Known.Count == 0)
            await keys.Look(cancel);

        var now = clock.GetUtcNow();
        return Jwt.Write(SigningKey(now), new(
            credential.Dialect, credential.Name, now, now + lifetime, credential.Generation));
    }

    public ValueTask<TokenVerdict> Check(string token, Credential credential, CancellationToken cancel)
    {
        if (_verified.TryGetValue(token, out var known) && ReferenceEquals(Find(known.Key.Id), known.Key))
            return new(Judge(known.Claims, known.Key, credential));

        if (!Jwt.TryReadKeyId(token, out var id))
            return new(TokenVerdict.Invalid);

        return Find(id) is { } key ? new(Check(token, key, credential)) : LookAndCheck(token, id, credential, cancel);
    }

    async ValueTask<TokenVerdict> LookAndCheck(
        string token, string id, Credential credential, CancellationToken cancel)
    {
        if (MayLook())
            await Look(cancel);

        return Find(id) is { } key ? Check(token, key, credential) : TokenVerdict.Invalid;
    }

    // A database that does not answer must not hold up whoever shows a token of an unknown key.
    async Task Look(CancellationToken cancel)
    {
        try
        {
            await keys.Look(CancellationToken.None).WaitAsync(LookPatience, cancel);
        }
        catch (TimeoutException)
        {
            // What is known has to do.
        }
    }

    TokenVerdict Check(string token, TokenKey key, Credential credential)
    {
        if (Jwt.Read(token, key) is not { } claims)
            return TokenVerdict.Invalid;

        if (_verified.Count >= RememberedMaximum)
            _verified.Clear();

        _verified[token] = (key, claims);
        return Judge(claims, key, credential);
    }

    TokenVerdict Judge(Claims claims, TokenKey key, Credential credential)
    {
        // A life of its own choice would keep a retired key alive.
        var now = clock.GetUtcNow();
        var lifetime = claims.ExpiresAt - claims.IssuedAt;
        if (claims.IssuedAt > now + Ahead || lifetime > IAccessTokens.LifetimeMaximum || IsRetired(key, lifetime, now))
            return TokenVerdict.Invalid;

        if (claims.Issuer != credential.Dialect || claims.Subject != credential.Name)
            return TokenVerdict.OfAnother;

        return now < claims.ExpiresAt && credential.TakesTokensOf(claims.Generation)
            ? TokenVerdict.Valid
            : TokenVerdict.Expired;
    }

    // The youngest that may sign. The very first has nobody to wait for; nor has one made before a sandbox's clock
    // was set back.
    TokenKey SigningKey(DateTimeOffset now)
    {
        var known = keys.Known;
        for (var i = known.Count - 1; i >= 0; i--)
        {
            if (known[i].MadeAt + SignsAfter <= now)
                return known[i];
        }

        return known.Count > 0
            ? known[0]
            : throw new InvalidOperationException("There is no key to sign tokens with: see the host's log.");
    }

    // Once another signs, it has signed nothing for so long that all its tokens of this lifetime have expired.
    bool IsRetired(TokenKey key, TimeSpan lifetime, DateTimeOffset now)
    {
        foreach (var other in keys.Known)
        {
            if (other.MadeAt > key.MadeAt && other.MadeAt + SignsAfter + lifetime <= now)
                return true;
        }

        return false;
    }

    TokenKey? Find(string id)
    {
        foreach (var key in keys.Known)
        {
            if (key.Id == id)
                return key;
        }

        return null;
    }

    bool MayLook()
    {
        var (now, last) = (Environment.TickCount64, Interlocked.Read(ref _lookedAt));
        return (last == 0 || now - last >= PauseBetweenLooks.TotalMilliseconds)
            && Interlocked.CompareExchange(ref _lookedAt, now, last) == last;
    }
}
