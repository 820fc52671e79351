using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Sento.Tests;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Sento;

namespace Periksa.Dialects.Oy.Tests;

public class WireTests
{
    const string Username = "x-username:";
    const string Path = " /api/account-inquiry";

    static readonly string Sentos = Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "SentosGoldens").Value!;

    /// <summary>All of Sento's but those about the name that Oy had before.</summary>
    public static TheoryData<string> OfSento =>
    [
        .. Directory.GetFiles(Sentos, "*.http")
            .Where(file => !File.ReadAllText(file).Contains("x-oy-username", StringComparison.Ordinal))
            .Select(file => System.IO.Path.GetFileName(file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) =>
        Golden.Replay(golden, services => Furnish(services, golden), MapOy);

    [Theory, MemberData(nameof(OfSento))]
    public async Task Answers_what_Sento_answers(string golden)
    {
        var sentos = Exchange.Read(System.IO.Path.Combine(Sentos, golden));
        var oys = sentos with
        {
            Request = sentos.Request
                .Replace(Username, "x-oy-username:", StringComparison.Ordinal)
                .Replace(Path, " /oy/api/account-inquiry", StringComparison.Ordinal),
        };

        await using var host = await BareHost.Start(
            services =>
            {
                services.AddSingleton<TimeProvider>(new StoppedClock(sentos.At));
                Furnish(services, golden);
            },
            MapOy,
            sentos.From);
        using var request = oys.ToRequest();
        using var reply = await host.Client.SendAsync(request);

        Assert.Equal(sentos.Reply, await Exchange.Print(reply));
    }

    [Fact]
    public void Promises_every_code_it_can_say()
    {
        var codes = typeof(Codes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (Code)field.GetValue(null)!)
            .ToArray();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains(Golden.Replies, reply => Says(reply, code)));
    }

    /// <summary>Its own header, and no other.</summary>
    [Theory]
    [InlineData("/oy/api/account-inquiry", "x-oy-username", "000")]
    [InlineData("/oy/api/account-inquiry", "x-username", "201")]
    public async Task Knows_its_callers_by_one_header(string path, string header, string code)
    {
        await using var host = await BareHost.Start(
            services =>
            {
                services.AddSingleton<TimeProvider>(new StoppedClock(DateTimeOffset.UnixEpoch));
                Furnish(services, "");
            },
            MapOy);

        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(
                """{"bank_code":"008","account_number":"12341234"}""", mediaType: new("application/json")),
        };
        request.Headers.Add(header, Callers.Usual);
        request.Headers.Add("x-api-key", Callers.Key);
        using var reply = await host.Client.SendAsync(request);

        Assert.Contains(
            $"\"code\":\"{code}\"", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static void MapOy(IEndpointRouteBuilder routes)
    {
        var oy = new OyDialect();
        oy.Map(routes.MapGroup(oy.Prefix));
    }

    static void Furnish(IServiceCollection services, string golden) => services
        .AddSingleton<ICredentials>(
            new ScriptedCredentials(
                Callers.Credentials.In(new("sento")).Select(one => one with { Dialect = new("oy") })))
        .AddSingleton<ILeniency, ScriptedLeniency>()
        .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
        .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious))
        .AddSingleton<IAccountInquiries>(Scripts.Inquiries(golden))
        .AddSingleton<IInvoices>(Scripts.Invoices(golden));

    static bool Says(string reply, Code code) =>
        reply.StartsWith($"HTTP/1.1 {code.Http}\n", StringComparison.Ordinal)
        && reply.Contains(
            $$"""{"code":"{{code.Value}}","message":"{{code.Message}}"}""", StringComparison.Ordinal);
}
