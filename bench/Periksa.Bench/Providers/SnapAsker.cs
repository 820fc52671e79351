using System.Net;
using Periksa.Bench.Snap;

namespace Periksa.Bench.Providers;

/// <summary>Asks a gateway by SNAP, signed.</summary>
sealed class SnapAsker : Asker
{
    const string Body = """{"beneficiaryBankCode":"@","beneficiaryAccountNo":"#","partnerReferenceNo":"r*"}""";

    readonly SnapCaller _caller;

    string _token = "";

    SnapAsker(Uri address, SnapCaller caller)
        : base(address, TimeSpan.FromSeconds(2)) => _caller = caller;

    /// <summary>Its access token is good for fifteen minutes.</summary>
    public static async Task<SnapAsker> Connect(Place place, Peer gateway, SnapDialect dialect)
    {
        var asker = new SnapAsker(gateway.Address, SnapCaller.TokoMaju(place, dialect));
        asker._token = await asker._caller.AskToken(asker.Http);
        return asker;
    }

    protected override HttpRequestMessage Question(string bank, string account, string id)
    {
        var body = Body.Replace("@", bank, StringComparison.Ordinal).Replace("#", account, StringComparison.Ordinal);
        return (_caller with { Dialect = _caller.Dialect with { Body = body } }).Question(id, _token);
    }

    protected override Heard Read(HttpResponseMessage response, string body) => response.StatusCode switch
    {
        HttpStatusCode.OK => Heard.Found,
        HttpStatusCode.Accepted or HttpStatusCode.GatewayTimeout => Heard.Later,
        _ => Heard.Other,
    };
}
