using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;
using Periksa.Wire.Upstream;

namespace Periksa.Connectors.SingaPay;

/// <summary>What came of a request.</summary>
/// <param name="Reply"><c>null</c> where there was no token to send it with.</param>
/// <param name="Fault">Why there was none.</param>
/// <param name="HasLeft">Whether the provider may have seen it.</param>
internal readonly record struct Outcome(ProviderReply? Reply, TokenFault? Fault, bool HasLeft);

/// <summary>Sends requests with a token, and once more with another where the provider does not take the token any
/// longer.</summary>
internal sealed class Conversation(AccessTokens tokens, ProviderClient client)
{
    const int Unauthorized = 401;

    /// <param name="write">Writes the request with a token.</param>
    /// <param name="patience">How long to wait for a token.</param>
    public async Task<Outcome> Send(
        Func<string, ProviderRequest> write, TimeSpan patience, CancellationToken cancel)
    {
        string? refused = null;
        while (true)
        {
            var (token, fault) = await tokens.Get(refused, patience, cancel);
            if (token is null)
                return new(null, fault, HasLeft: refused is not null);

            cancel.ThrowIfCancellationRequested();   // what is over is not begun
            var reply = await client.Send(write(token), cancel);
            if (refused is not null || !RefusesToken(reply))
                return new(reply, null, HasLeft: refused is not null || reply is not ProviderReply.NotSent);

            refused = token;
        }
    }

    // It was not taken then, whatever it was. Version 1's shape has no code.
    static bool RefusesToken(ProviderReply reply) =>
        reply is ProviderReply.Answered { Status: Unauthorized } answered
        && StrictJson.TryParse(answered.Body.Span, SingaPayJson.Default.ReplyBeneficiaryData, out var wire)
        && wire.ResponseCode is { IsMistyped: false, Text: null or ResponseCodes.Unauthorized };
}
