using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

public class SettingsTests
{
    [Fact]
    public void Are_the_standards_version_and_no_bank_unless_somebody_says_otherwise() =>
        Assert.Equal(new SnapSettings("v1.0", OwnBank: null), Read());

    [Fact]
    public void Are_read() => Assert.Equal(
        new SnapSettings("v2.0", BankList.Published.Find("008")), Read(("Version", "v2.0"), ("OwnBank", "008")));

    [Theory]
    [InlineData("Version", "")]
    [InlineData("Version", "/v1.0")]
    [InlineData("Version", "v1/0")]
    [InlineData("Version", "{version}")]
    [InlineData("Version", "v 1")]
    [InlineData("OwnBank", "999")]
    [InlineData("OwnBank", "BCA")]
    public void Are_refused_by_name_where_they_make_no_sense(string name, string value)
    {
        var refused = Assert.Throws<FormatException>(() => Read((name, value)));

        Assert.Contains($"Periksa__Dialects__Snap__{name}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/openapi/v2.0/account-inquiry-internal", "4001502")]
    [InlineData("/openapi/v2.0/account-inquiry-external", "4001602")]
    [InlineData("/openapi/v2.0/access-token/b2b", "4007302")]
    [InlineData("/openapi/v2.0/otp", "4040000")]
    public async Task Say_where_it_is_served(string path, string code) =>
        Assert.Equal(code, await Ask(path, ("Version", "v2.0"), ("OwnBank", "014")));

    [Fact]
    public async Task Say_which_bank_is_the_own_one_and_without_one_nobody_can_ask_about_its_accounts() =>
        Assert.Equal("4040000", await Ask("/openapi/v1.0/account-inquiry-internal"));

    [Fact]
    public async Task Do_not_leave_the_usual_version_served_beside_another()
    {
        await using var host = await Start(("Version", "v2.0"));

        using var reply = await host.Client.PostAsync("/openapi/v1.0/account-inquiry-external", content: null);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    static async Task<string> Ask(string path, params (string Name, string Value)[] settings)
    {
        await using var host = await Start(settings);
        using var reply = await host.Client.PostAsync(path, content: null);
        return (await reply.Content.ReadAsStringAsync())[17..24];
    }

    static Task<BareHost> Start(params (string Name, string Value)[] settings) => BareHost.Start(
        services =>
        {
            SnapHost.Furnish(services);
            services
                .AddSingleton(TimeProvider.System)
                .AddSingleton(Configured(settings))
                .AddSingleton<ICredentials>(Callers.Credentials)
                .AddSingleton<IAccessTokens>(Callers.Tokens)
                .AddSingleton<IThrottle>(new ScriptedThrottle())
                .AddSingleton<IMissBudgets>(new ScriptedMissBudgets())
                .AddSingleton<IAccountInquiries>(Scripts.Inquiries);
        },
        MapDialect);

    static void MapDialect(IEndpointRouteBuilder routes)
    {
        var dialect = new SnapDialect();
        dialect.Map(routes.MapGroup(dialect.Prefix));
    }

    static SnapSettings Read(params (string Name, string Value)[] settings) => SnapSettings.Read(Configured(settings));

    static IConfiguration Configured((string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(one =>
            KeyValuePair.Create($"Periksa:Dialects:Snap:{one.Name}", (string?)one.Value)))
        .Build();
}
