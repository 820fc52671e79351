using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Periksa.Bills;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IpgChannel.Tests;

/// <summary>The dialect with nobody but fakes in it.</summary>
static class DialectHost
{
    /// <summary>The sample's.</summary>
    public static readonly DateTimeOffset Now = new(2022, 4, 4, 23, 11, 58, TimeSpan.Zero);

    /// <summary>Adds what the dialect needs and the test has not added itself.</summary>
    public static void Furnish(IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(new StoppedClock(Now));
        services.TryAddSingleton(Callers.Credentials);
        services.TryAddSingleton(Callers.Throttle);
        services.TryAddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious));
        services.TryAddSingleton<IBillPayments>(Scripts.Bills);
    }

    /// <param name="from">From this machine unless another place is named.</param>
    public static Task<BareHost> Open(IBillPayments bills, IPAddress? from = null) => BareHost.Start(
        services => Furnish(services.AddSingleton(bills)),
        routes => routes.MapIpgChannel(),
        from ?? IPAddress.Loopback);

    /// <summary>Sends a request, and returns HTTP status, rc and message of the reply once it is sure that the reply
    /// has the shape of the wire and gives nothing away.</summary>
    public static async Task<string> Ask(BareHost host, Letter letter)
    {
        using var request = letter.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        using var body = JsonDocument.Parse(text);
        var (http, rc) = ((int)reply.StatusCode, body.RootElement.GetProperty("rc").GetString());

        Assert.Equal("application/json", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            ["rc", "message", "timestamp", "data"], body.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal("2022-04-05T06:11:58+07:00", body.RootElement.GetProperty("timestamp").GetString());
        Assert.Equal(rc is not "SUCCESS", body.RootElement.GetProperty("data").GetRawText() is "[]");
        Assert.DoesNotContain(Callers.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);

        return $"{http} {rc} {body.RootElement.GetProperty("message").GetString()}";
    }

    public static async Task<string> Ask(Letter letter, IBillPayments? bills = null, IPAddress? from = null)
    {
        await using var host = await Open(bills ?? Scripts.Bills, from);
        return await Ask(host, letter);
    }

    public static string Said(Code code) => $"{code.Http} {code.Rc} {code.Message}";
}
