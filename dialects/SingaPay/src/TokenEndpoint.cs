using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.SingaPay;

namespace Periksa.Dialects.SingaPay;

/// <summary>Access tokens: receive, authenticate, parse, issue, say.</summary>
internal sealed class TokenEndpoint(Auth auth, IAccessTokens tokens)
{
    /// <summary>Lifetime of this vendor's tokens; webhooks carry such a token, too.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3600);

    public async Task<JsonReply> Issue(HttpContext http)
    {
        if (!Body.IsJson(http.Request))
            return Replies.Of(Faults.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(Faults.BodyTooLarge);

        var (objection, caller) = auth.JudgeToken(http);
        if (objection is { } why)
            return Replies.Of(Faults.For(why, SourceAddress.Of(http)));

        if (!StrictJson.TryParse(body.Span, SingaPayRequestJson.Exact.TokenRequest, out var wire))
            return Replies.Of(Faults.BadRequest);

        if (Translation.FindFault(wire) is { } sentence)
            return Replies.Of(Faults.ValidationError(sentence));

        var token = await tokens.Issue(caller.Credential, Lifetime, http.RequestAborted);
        return Replies.Of(Translation.Write(token, Lifetime), SingaPayJson.Exact.PlainReplyTokenData);
    }
}
