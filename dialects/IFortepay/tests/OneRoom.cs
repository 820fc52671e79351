using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>The room with nobody but fakes in it.</summary>
static class OneRoom
{
    /// <summary>The moment that the vendor's sample is stamped with.</summary>
    public const string Stamp = "2023-01-04T14:49:49+07:00";

    /// <summary>A moment later.</summary>
    public static readonly DateTimeOffset Now = new(2023, 1, 4, 7, 49, 50, 123, TimeSpan.Zero);

    /// <summary>Adds what the room needs and the test has not added itself.</summary>
    public static void Furnish(IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(new StoppedClock(Now));
        services.TryAddSingleton<ICallerClock, ScriptedCallerClock>();
        services.TryAddSingleton(Callers.Credentials);
        services.TryAddSingleton(Callers.Tokens);
        services.TryAddSingleton<ILaxity, ScriptedLaxity>();
        services.TryAddSingleton<IOnceStamps, ScriptedOnceStamps>();
        services.TryAddSingleton<IRefusedSignatures, ScriptedRefusedSignatures>();
        services.TryAddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty));
        services.TryAddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious));
        services.TryAddSingleton<ITeller>(Scripts.Teller);
    }

    public static Task<BareHost> Open(Action<IServiceCollection> services) => BareHost.Start(
        all =>
        {
            services(all);
            Furnish(all);
        },
        routes => routes.MapIFortepay());

    public static async Task<string> Ask(Letter letter, Action<IServiceCollection> services)
    {
        await using var host = await Open(services);
        return await Ask(host, letter);
    }

    /// <summary>Sends a request, and returns the reply's code and message once it is sure that the reply has the
    /// room's shape.</summary>
    public static async Task<string> Ask(BareHost host, Letter letter)
    {
        using var request = letter.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync());
        var code = body.RootElement.GetProperty("responseCode").GetString()!;

        Assert.Equal("application/json", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal("2023-01-04T14:49:50.123+07:00", reply.Headers.GetValues("X-TIMESTAMP").Single());
        Assert.Equal($"{(int)reply.StatusCode}", code[..3]);

        if (reply.StatusCode >= HttpStatusCode.BadRequest)
        {
            Assert.Equal(
                ["responseCode", "responseMessage"], body.RootElement.EnumerateObject().Select(field => field.Name));
        }

        return $"{code} {body.RootElement.GetProperty("responseMessage").GetString()}";
    }
}
