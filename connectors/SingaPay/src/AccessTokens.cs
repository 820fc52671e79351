using System.Globalization;
using Periksa.Inquiries;
using Periksa.Wire.Http;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>Why there is no access token, and nobody was asked anything.</summary>
internal sealed record TokenFault(RouteFault Fault, string Why);

/// <summary>The provider's access tokens, which all hosts share.</summary>
internal sealed class AccessTokens(
    SingaPayOptions options, Requests requests, ProviderClient client, IProviderTokens tokens)
{
    const int Ok = 200;
    const int LengthMaximum = 4096;
    const int LifetimeMaximumSeconds = 24 * 60 * 60;

    /// <summary>What the vendor's page shows, where it does not say it.</summary>
    static readonly TimeSpan UsualLifetime = TimeSpan.FromHours(1);

    static readonly TokenFault Slow = new(RouteFault.Unreachable, "It gave no access token in time.");

    // Whoever waits for a token that another has asked for hears why there is none, too.
    volatile TokenFault _fault = new(RouteFault.Unreachable, "There is no access token.");

    /// <summary>A token, or why there is none.</summary>
    /// <param name="refused">The one that has just been refused.</param>
    /// <param name="patience">How long to wait for it.</param>
    public async Task<(string? Token, TokenFault? Fault)> Get(
        string? refused, TimeSpan patience, CancellationToken cancel)
    {
        try
        {
            var token = await tokens.Get(options.Name.Value, Renew, refused, patience, cancel);
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
        if (reply is ProviderReply.Answered answered)
        {
            if (Read(answered) is { } token)
                return token;

            _fault = new(Fault(answered.Status), $"It gave HTTP {answered.Status} instead of an access token.");
            return null;
        }

        _fault = new(
            RouteFault.Unreachable,
            reply is ProviderReply.NotSent nothing
                ? $"There is no connection to it: {nothing.Why}."
                : "What it answered instead of an access token cannot be read.");
        return null;
    }

    static RouteFault Fault(int status) => status switch
    {
        429 => RouteFault.Busy,
        >= 400 and < 500 => RouteFault.Misconfigured,
        _ => RouteFault.Unreachable,
    };

    static ProviderToken? Read(ProviderReply.Answered answered)
    {
        if (answered.Status is not Ok
            || !StrictJson.TryParse(answered.Body.Span, SingaPayJson.Default.TokenReply, out var wire)
            || wire.Data.Fields is not { AccessToken.Text: { } token } data
            || !IsToken(token))
        {
            return null;
        }

        return new(token, Lifetime(data.ExpiresIn.Text));
    }

    static bool IsToken(string value) =>
        value.Length is > 0 and <= LengthMaximum && !value.AsSpan().ContainsAnyExceptInRange('!', '~');

    static TimeSpan Lifetime(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LifetimeMaximumSeconds))
            : UsualLifetime;
}
