using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay;

/// <summary>Access tokens: receive, authenticate, parse, issue, say.</summary>
internal sealed class TokenDesk(Auth auth, IAccessTokens tokens, IOnceStamps stamps, ILaxity laxity)
{
    public async Task<JsonReply> Issue(HttpContext http)
    {
        var sent = Headers.Token.Read(new HeaderLines(http.Request));

        if (Headers.Token.FindFault(sent, isStrict: false) is { } fault)
            return Replies.Of(For(fault, sent));

        if (Body.IsEncoded(http.Request))
            return Replies.Of(TokenCodes.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(TokenCodes.BodyTooLarge);

        var (refusal, caller) = auth.JudgeToken(http, sent, body);
        if (refusal is not null)
            return Replies.Of(refusal);

        if (!StrictJson.TryParse(body.Span, IFortepayJson.Exact.TokenRequest, out var wire))
            return Replies.Of(TokenCodes.InvalidFormat);

        if (Translation.FindFault(wire, caller.Partner.IsStrict, out var isUnderscored) is { } wrongField)
            return Replies.Of(TokenCodes.For(wrongField));

        if (caller.HasUtcClock && !await stamps.Use(caller.Credential, sent[Headers.Timestamp]))
            return Replies.Of(TokenCodes.TimestampNotNear);

        if (isUnderscored)
            laxity.Count(caller.Partner, Auth.Dialect, "grant_type");

        var token = await tokens.Issue(caller.Credential, IAccessTokens.Lifetime, http.RequestAborted);
        http.Response.Headers[Headers.ClientKey] = caller.Credential.Name;
        return JsonReply.Of(TokenCodes.Successful.Http, Translation.Write(token), IFortepayJson.Exact.TokenReply);
    }

    static SnapCode For(FieldFault fault, SentHeaders sent) =>
        Headers.IsOfMediaType(fault, sent) ? TokenCodes.MediaTypeNotSupported : TokenCodes.For(fault);
}
