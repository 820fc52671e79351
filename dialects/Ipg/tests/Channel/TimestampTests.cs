using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>Every reply tells when it was said, also those that say always the same but for that.</summary>
public class TimestampTests
{
    readonly MovedClock _clock = new(DialectHost.Now);

    public static TheoryData<string> Refusals => ["breaks", "times-out", "method", "elsewhere", "media type", "body"];

    [Theory, MemberData(nameof(Refusals))]
    public async Task Is_of_now_and_not_of_when_the_host_started(string refusal)
    {
        await using var host = await BareHost.Start(
            services => DialectHost.Furnish(services.AddSingleton<TimeProvider>(_clock)),
            DialectHost.Map,
            IPAddress.Loopback);
        _clock.Now = new(2022, 12, 31, 17, 0, 1, TimeSpan.Zero);

        foreach (var letter in Letter.All)
            Assert.Equal("2023-01-01T00:00:01+07:00", await AskWhen(host, Make(refusal, letter)));
    }

    static Letter Make(string refusal, Letter good) => refusal switch
    {
        "method" => good with { Method = HttpMethod.Get },
        "elsewhere" => good with { Path = good.Path + "/1" },
        "media type" => good.With("Content-Type", "text/plain"),
        "body" => good with { Body = [] },
        _ => good.Saying("ref_id", $"\"{refusal}\"").Saying("payment_ref", $"\"{refusal}\""),
    };

    static async Task<string?> AskWhen(BareHost host, Letter letter)
    {
        using var request = letter.ToRequest();
        using var reply = await host.Client.SendAsync(request);
        using var body = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("timestamp").GetString();
    }

    sealed class MovedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
