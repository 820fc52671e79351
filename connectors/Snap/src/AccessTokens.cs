using System.Globalization;
using System.Text.Json;
using Periksa.Inquiries;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.Snap;

/// <summary>The provider's access tokens, service 73. While there is none, nobody is asked anything.</summary>
internal sealed class AccessTokens(
    string connector, SnapRouteOptions options, Requests requests, ProviderClient client, IProviderTokens tokens)
{
    const int Ok = 200;
    const int LengthMaximum = 4096;
    const int LifetimeMaximumSeconds = 24 * 60 * 60;

    /// <summary>The standard's, where the provider does not say it.</summary>
    static readonly TimeSpan UsualLifetime = TimeSpan.FromMinutes(15);

    static readonly BankReply.NotAsked Slow = new(RouteFault.Unreachable, "It gave no access token in time");

    // Whoever waits for a token that another has asked for hears why there is none, too.
    volatile BankReply.NotAsked _fault = new(RouteFault.Unreachable, "There is no access token");

    readonly string _owner = options.LatestWins
        ? $"{options.ClientKey} at {options.TokenBase ?? options.ServiceBase}"
        : connector;

    /// <summary>A token, or why there is none.</summary>
    /// <param name="refused">The one that has just been refused.</param>
    public async Task<(string? Token, BankReply.NotAsked? Fault)> Get(string? refused, CancellationToken cancel)
    {
        // Whoever has no token in half the time would get no answer in the rest, and the next route needs it.
        try
        {
            var token = await tokens.Get(_owner, Renew, refused, options.Budget / 2, cancel);
            return token is null ? (null, _fault) : (token, null);
        }
        catch (TimeoutException)
        {
            return (null, Slow);
        }
    }

    async Task<ProviderToken?> Renew(CancellationToken cancel)
    {
        var reply = await client.Send(requests.AskForToken(), cancel);
        switch (reply)
        {
            case ProviderReply.Answered answered when TryRead(answered) is { } token:
                return token;

            case ProviderReply.Answered answered:
                _fault = new(Fault(answered.Status), $"HTTP {answered.Status} instead of an access token");
                return null;

            case ProviderReply.NotSent notSent:
                _fault = new(RouteFault.Unreachable, $"It could not be reached for an access token: {notSent.Why}");
                return null;

            default:
                _fault = new(RouteFault.Unreachable, "What it answered instead of an access token cannot be read");
                return null;
        }
    }

    static RouteFault Fault(int status) => status switch
    {
        429 => RouteFault.Busy,
        >= 400 and < 500 => RouteFault.Misconfigured,
        _ => RouteFault.Unreachable,
    };

    ProviderToken? TryRead(ProviderReply.Answered answered)
    {
        if (answered.Status is not Ok)
            return null;

        try
        {
            using var document = JsonDocument.Parse(answered.Body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root ? Read(root) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;   // no JSON, or another kind of value, or half a character
        }
    }

    // The code may be left out, and some providers have a strange one beside a good token.
    ProviderToken? Read(JsonElement root)
    {
        if (!root.TryGetProperty("accessToken", out var token) || token.GetString() is not { } value || !IsToken(value))
            return null;

        var lifetime = options.TokenLifetime ?? Lifetime(root);
        return new(value, lifetime > 2 * options.RenewAhead ? lifetime - options.RenewAhead : lifetime / 2);
    }

    static bool IsToken(string value) =>
        value.Length is > 0 and <= LengthMaximum && !value.AsSpan().ContainsAnyExceptInRange('!', '~');

    // A text in the standard, a number at some.
    static TimeSpan Lifetime(JsonElement root)
    {
        var text = root.TryGetProperty("expiresIn", out var expiresIn) ? expiresIn.ToString() : "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LifetimeMaximumSeconds))
            : UsualLifetime;
    }
}
