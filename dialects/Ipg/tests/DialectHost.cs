using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Periksa.Bills;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests;

/// <summary>Both sides of the wire with nobody but fakes behind them.</summary>
static class DialectHost
{
    /// <summary>The sample's.</summary>
    public static readonly DateTimeOffset Now = new(2022, 4, 4, 23, 11, 58, TimeSpan.Zero);

    /// <summary>Adds what the dialects need and the test has not added itself.</summary>
    public static void Furnish(IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(new StoppedClock(Now));
        services.TryAddSingleton<ICredentials>(
            new ScriptedCredentials([.. Channel.Callers.All, .. Biller.Callers.All]));
        services.TryAddSingleton<IThrottle>(new ScriptedThrottle(
            Channel.Callers.Hasty, Channel.Callers.HastyOfficeOnly, Channel.Callers.StrictHasty));
        services.TryAddSingleton<IMissBudgets>(new ScriptedMissBudgets(Channel.Callers.Curious));
        services.TryAddSingleton<IBillPayments>(Channel.Scripts.Bills);
        services.TryAddSingleton<IBillOffice>(Biller.Scripts.Office());
        services.TryAddSingleton(NewIds());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        new IpgChannelDialect().Map(routes);
        new IpgBillerDialect().Map(routes);
    }

    /// <param name="from">From this machine unless another place is named.</param>
    public static Task<BareHost> Open(Action<IServiceCollection> services, IPAddress? from = null) => BareHost.Start(
        all =>
        {
            services(all);
            Furnish(all);
        },
        Map,
        from ?? IPAddress.Loopback);

    public static Task<BareHost> Open(IBillPayments bills, IPAddress? from = null) =>
        Open(services => services.AddSingleton(bills), from);

    public static Task<BareHost> Open(IBillOffice office) => Open(services => services.AddSingleton(office));

    public static async Task<string> Ask(Letter letter, IBillPayments bills, IPAddress? from = null)
    {
        await using var host = await Open(bills, from);
        return await Ask(host, letter);
    }

    public static async Task<string> Ask(Letter letter, IBillOffice office)
    {
        await using var host = await Open(office);
        return await Ask(host, letter);
    }

    public static async Task<string> Ask(Letter letter)
    {
        await using var host = await Open(Furnish);
        return await Ask(host, letter);
    }

    /// <summary>Sends a request, and returns HTTP status, rc and message of the reply, or of the last line of an
    /// import's report, once it is sure that the reply has the shape of the wire and gives nothing away.</summary>
    public static async Task<string> Ask(BareHost host, Letter letter)
    {
        using var request = letter.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Channel.Callers.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Biller.Callers.KeyOf(""), text, StringComparison.Ordinal);
        Assert.Equal(
            text.EndsWith('\n') ? "application/x-ndjson" : "application/json",
            reply.Content.Headers.ContentType?.ToString());

        using var body = JsonDocument.Parse(text.TrimEnd('\n').Split('\n')[^1]);
        string[] names = [.. body.RootElement.EnumerateObject().Select(field => field.Name)];
        Assert.Equal(
            ["rc", "message", "timestamp", "data"], names.Where(name => name is not ("total" or "next_cursor")));
        Assert.Equal("2022-04-05T06:11:58+07:00", body.RootElement.GetProperty("timestamp").GetString());

        // A list that names its length may have none.
        var rc = body.RootElement.GetProperty("rc").GetString();
        if (names.Length == 4)
            Assert.Equal(rc is not "SUCCESS", body.RootElement.GetProperty("data").GetRawText() is "[]");

        return $"{(int)reply.StatusCode} {rc} {body.RootElement.GetProperty("message").GetString()}";
    }

    public static string Said(Code code) => $"{code.Http} {code.Rc} {code.Message}";

    // In the order they are asked for.
    static NewId NewIds()
    {
        var count = 0;
        return () => new(Interlocked.Increment(ref count), 0, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 0]);
    }
}
