using System.Globalization;
using Microsoft.AspNetCore.Http;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay;

/// <summary>Access tokens: the standard's service 73.</summary>
internal sealed class TokenDesk(Auth auth, IAccessTokens tokens, ILaxity laxity)
{
    const string Grant = "client_credentials";

    static readonly string ExpiresIn = IAccessTokens.Lifetime.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    public async Task<JsonReply> Issue(HttpContext http)
    {
        var headers = Headers.Token.Read(new HeaderLines(http.Request.Headers));

        if (Headers.Token.FindFault(headers, isStrict: false) is { } fault)
        {
            return IFortepayEndpoints.Say(
                Headers.IsMediaType(fault, headers) ? TokenCodes.MediaTypeNotSupported : TokenCodes.For(fault));
        }

        if (await Body.Receive(http.Request, http.RequestAborted) is not { } body)
            return IFortepayEndpoints.Say(TokenCodes.BodyTooLarge);

        var admission = auth.AdmitClient(headers);
        if (!admission.IsGranted)
            return IFortepayEndpoints.Say(admission.Refusal);

        if (!StrictJson.TryParse(body.Span, IFortepayJson.Exact.TokenRequest, out var wire))
            return IFortepayEndpoints.Say(TokenCodes.InvalidFormat);

        if (!IsGranted(wire, admission.Caller.Partner))
            return IFortepayEndpoints.Say(TokenCodes.InvalidFormat.Naming("grantType"));

        var token = await tokens.Issue(admission.Caller, http.RequestAborted);
        http.Response.Headers[Headers.ClientKey] = admission.Caller.Name;
        return Say(token);
    }

    // The name with an underscore counts only where the standard's own is not there at all.
    bool IsGranted(TokenRequest wire, Partner partner)
    {
        if (partner.IsStrict || wire.GrantType is not { Text: null, IsMistyped: false })
            return wire.GrantType.Text is Grant;

        if (wire.GrantTypeInSnakeCase.Text is not Grant)
            return false;

        laxity.Count(partner, Auth.Dialect, "grant_type");
        return true;
    }

    static JsonReply Say(string token)
    {
        var code = TokenCodes.Successful;
        return JsonReply.Of(
            code.Http,
            new TokenReply(code.Value, code.Message, token, "Bearer", ExpiresIn),
            IFortepayJson.Exact.TokenReply);
    }
}
