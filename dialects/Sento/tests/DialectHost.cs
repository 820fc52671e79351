using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Sento.Tests;

/// <summary>Asks the dialect one question.</summary>
static class DialectHost
{
    public static readonly DateTimeOffset Now = new(2025, 3, 12, 7, 7, 15, TimeSpan.Zero);

    public static async Task<(HttpStatusCode Http, string Code)> Ask(
        HttpRequestMessage request,
        ScriptedAccountInquiries accountInquiries,
        ICredentials? credentials = null,
        IPAddress? from = null)
    {
        var (http, text) = await Send(request, accountInquiries, credentials, from);
        using var body = JsonDocument.Parse(text);
        return (http, body.RootElement.GetProperty("status").GetProperty("code").GetString()!);
    }

    public static async Task<(HttpStatusCode Http, string Body)> Send(
        HttpRequestMessage request,
        ScriptedAccountInquiries accountInquiries,
        ICredentials? credentials = null,
        IPAddress? from = null)
    {
        await using var host = await BareHost.Start(
            services => services
                .AddSingleton<TimeProvider>(new StoppedClock(Now))
                .AddSingleton(credentials ?? Callers.Credentials)
                .AddSingleton<ILeniency, ScriptedLeniency>()
                .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
                .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Hasty, Callers.Curious))
                .AddSingleton<IAccountInquiries>(accountInquiries)
                .AddSingleton<IInvoices>(Scripts.Invoices("pay")),
            new SentoDialect().Map,
            from);

        using var reply = await host.Client.SendAsync(request);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    public static HttpRequestMessage Request(
        HttpMethod method, string path, HttpContent? content, string user = Callers.Usual, string key = Callers.Key)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("x-username", user);
        request.Headers.Add("x-api-key", key);
        return request;
    }

    public static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = new("application/json") } };
}
