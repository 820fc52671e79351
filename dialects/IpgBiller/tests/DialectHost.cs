using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Periksa.Bills;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IpgBiller.Tests;

/// <summary>The dialect with nobody but fakes in it.</summary>
static class DialectHost
{
    /// <summary>A few hours after the sample's bill was made.</summary>
    public static readonly DateTimeOffset Now = new(2022, 4, 4, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Adds what the dialect needs and the test has not added itself.</summary>
    public static void Furnish(IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(new StoppedClock(Now));
        services.TryAddSingleton(Callers.Credentials);
        services.TryAddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty, Callers.HastyOfficeOnly));
        services.TryAddSingleton<IMissBudgets>(new ScriptedMissBudgets());
        services.TryAddSingleton<IBillOffice>(Scripts.Office());
        services.TryAddSingleton(NewIds());
    }

    public static Task<BareHost> Open(Action<IServiceCollection> services, IPAddress? from = null) => BareHost.Start(
        all =>
        {
            services(all);
            Furnish(all);
        },
        routes => routes.MapIpgBiller(),
        from);

    public static Task<BareHost> Open(IBillOffice office) => Open(services => services.AddSingleton(office));

    public static async Task<string> Ask(Letter letter, IBillOffice? office = null)
    {
        await using var host = await Open(office ?? Scripts.Office());
        return await Ask(host, letter);
    }

    /// <summary>Sends a request, and returns HTTP status, code and message of the reply, or of the last line of an
    /// import's report, once it is sure that it has the vendor's shape and gives nothing away.</summary>
    public static async Task<string> Ask(BareHost host, Letter letter)
    {
        using var request = letter.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Callers.KeyOf(""), text, StringComparison.Ordinal);

        using var body = JsonDocument.Parse(text.TrimEnd('\n').Split('\n')[^1]);
        string[] names = [.. body.RootElement.EnumerateObject().Select(field => field.Name)];
        Assert.Equal(
            ["rc", "message", "timestamp", "data"], names.Where(name => name is not ("total" or "next_cursor")));
        Assert.Equal("2022-04-04T22:00:00+07:00", body.RootElement.GetProperty("timestamp").GetString());

        var rc = body.RootElement.GetProperty("rc").GetString();
        return $"{(int)reply.StatusCode} {rc} {body.RootElement.GetProperty("message").GetString()}";
    }

    // In the order they are asked for.
    static NewId NewIds()
    {
        var count = 0;
        return () => new(Interlocked.Increment(ref count), 0, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 0]);
    }
}
