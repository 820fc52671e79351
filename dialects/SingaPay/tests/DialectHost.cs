using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>The dialect with nobody but fakes in it.</summary>
static class DialectHost
{
    /// <summary>The timestamp of its requests, in Unix seconds.</summary>
    public const string Stamp = "1765505998";

    /// <summary>Two seconds later.</summary>
    public static readonly DateTimeOffset Now = new(2025, 12, 12, 2, 20, 0, TimeSpan.Zero);

    /// <summary>Adds what the dialect needs and the test has not added itself.</summary>
    public static void Furnish(IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(new StoppedClock(Now));
        services.TryAddSingleton<ICallerClock, ScriptedCallerClock>();
        services.TryAddSingleton(Callers.Credentials);
        services.TryAddSingleton(Callers.Tokens);
        services.TryAddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty, Callers.HastyOfficeOnly));
        services.TryAddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious));
        services.TryAddSingleton<IDisbursements>(Scripts.Disbursements);
        services.TryAddSingleton<IAccountInquiries>(Scripts.Inquiries);
    }

    public static Task<BareHost> Open(Action<IServiceCollection> services, IPAddress? from = null) => BareHost.Start(
        all =>
        {
            services(all);
            Furnish(all);
        },
        routes => routes.MapSingaPay(),
        from);

    public static async Task<string> Ask(
        Letter letter, Action<IServiceCollection> services, IPAddress? from = null)
    {
        await using var host = await Open(services, from);
        return await Ask(host, letter);
    }

    /// <summary>Sends a request, and returns HTTP status, code and message of the reply once it is sure that the
    /// reply has the shape of its version and gives nothing away.</summary>
    public static async Task<string> Ask(BareHost host, Letter letter)
    {
        using var request = letter.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        using var body = JsonDocument.Parse(text);

        Assert.Equal("application/json", reply.Content.Headers.ContentType?.ToString());
        Assert.DoesNotContain(Callers.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);

        return letter.Path.StartsWith("/api/v2.0/", StringComparison.Ordinal)
            ? ReadVersion2((int)reply.StatusCode, body.RootElement)
            : ReadVersion1((int)reply.StatusCode, body.RootElement);
    }

    static string ReadVersion2(int http, JsonElement body)
    {
        Assert.Equal(["response_code", "response_message", "data"], Names(body));
        var code = body.GetProperty("response_code").GetString();
        Assert.Equal(http >= 400 && code is not "SP008", body.GetProperty("data").ValueKind is JsonValueKind.Null);
        return $"{http} {code} {body.GetProperty("response_message").GetString()}";
    }

    static string ReadVersion1(int http, JsonElement body)
    {
        Assert.Equal(http, body.GetProperty("status").GetInt32());
        if (http == 200)
        {
            Assert.Equal(["status", "success", "data"], Names(body));
            Assert.True(body.GetProperty("success").GetBoolean());
            return "200";
        }

        Assert.Equal(["status", "success", "error"], Names(body));
        Assert.False(body.GetProperty("success").GetBoolean());
        var error = body.GetProperty("error");
        Assert.Equal(["code", "message"], Names(error));
        Assert.Equal(http, error.GetProperty("code").GetInt32());
        return $"{http} {error.GetProperty("message").GetString()}";
    }

    static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(field => field.Name);
}
