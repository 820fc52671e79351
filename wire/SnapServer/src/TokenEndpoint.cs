using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Partners;
using Periksa.Wire.Http;
using Periksa.Wire.Snap;

namespace Periksa.Wire.SnapServer;

/// <summary>Access tokens, service 73: receive, authenticate, parse, issue, say.</summary>
sealed class TokenEndpoint(SnapVendor vendor, Auth auth, IAccessTokens tokens, IOnceStamps stamps, ILeniency leniency)
{
    static readonly string LifetimeSeconds =
        IAccessTokens.Lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    readonly HeaderRules _table = vendor.Token.Headers;
    readonly SnapCodes _codes = vendor.Token.Codes;

    public async Task<JsonReply> Issue(HttpContext http)
    {
        var sent = _table.Read(new HeaderLines(http.Request));

        if (_table.FindFault(sent, isStrict: false) is { } fault)
            return Replies.Of(_codes.For(fault, sent));

        if (Body.IsEncoded(http.Request))
            return Replies.Of(_codes.MediaTypeNotSupported);

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return Replies.Of(_codes.BodyTooLarge);

        var (refusal, caller) = auth.JudgeToken(http, sent, body);
        if (refusal is not null)
            return Replies.Of(refusal);

        if (!StrictJson.TryParse(body.Span, SnapJson.Exact.TokenRequest, out var wire))
            return Replies.Of(_codes.UnreadableBody);

        if (FindFault(wire, caller.Partner.IsStrict, out var isUnderscored) is { } wrongField)
            return Replies.Of(_codes.For(wrongField));

        if (caller.HasUtcClock && !await stamps.Use(caller.Credential, sent[SnapHeaders.Timestamp]))
            return Replies.Of(_codes.TimestampNotNear);

        if (isUnderscored)
            leniency.Count(caller.Partner, new(vendor.Dialect), "grant_type");

        var token = await tokens.Issue(caller.Credential, IAccessTokens.Lifetime, http.RequestAborted);
        http.Response.Headers[SnapHeaders.ClientKey] = caller.Credential.Name.Value;
        return JsonReply.Of(_codes.Successful.Http, Write(token), SnapJson.Exact.TokenReply);
    }

    // The grant is missing, or another, and nothing else is asked for. Of a caller that need not keep to the letter,
    // grant_type is taken where there is no grantType.
    static FieldFault? FindFault(TokenRequest wire, bool isStrict, out bool isUnderscored)
    {
        isUnderscored = !isStrict && IsMissing(wire.GrantType) && !IsMissing(wire.UnderscoredGrantType);
        var grantType = isUnderscored ? wire.UnderscoredGrantType : wire.GrantType;
        return grantType.Text is "client_credentials" ? null : new("grantType", IsMissing(grantType));
    }

    static bool IsMissing(WireText field) => !field.IsPresent && !field.IsMistyped;

    TokenReply Write(string token) => new(
        _codes.Successful.Value,
        _codes.Successful.Message,
        token,
        TokenType: "Bearer",
        LifetimeSeconds,
        vendor.TokensHaveAdditionalInfo ? new() : null);
}
