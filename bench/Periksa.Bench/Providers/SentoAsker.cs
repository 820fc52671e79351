using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Periksa.Bench.Providers;

/// <summary>Asks by Sento's wire: a gateway, a provider, or what stands between.</summary>
sealed class SentoAsker(Uri address) : Asker(address, TimeSpan.FromSeconds(10))
{
    static readonly MediaTypeHeaderValue Json = new("application/json");

    protected override HttpRequestMessage Question(string bank, string account, string id) =>
        new(HttpMethod.Post, "/api/account-inquiry")
        {
            Content = new ByteArrayContent(
                Encoding.ASCII.GetBytes($$"""{"bank_code":"{{bank}}","account_number":"{{account}}"}"""))
            {
                Headers = { ContentType = Json },
            },
            Headers = { { "x-username", "tokomaju" }, { "x-api-key", "sento-sandbox-tokomaju-7Qm2" } },
        };

    // This wire has no word for "later" but that something went wrong.
    protected override Heard Read(HttpResponseMessage response, string body) =>
        body.Contains("\"code\":\"000\"", StringComparison.Ordinal) ? Heard.Found
        : response.StatusCode is HttpStatusCode.InternalServerError ? Heard.Later
        : Heard.Other;
}
