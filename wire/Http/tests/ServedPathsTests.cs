using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Periksa.Tests.Support;

namespace Periksa.Wire.Http.Tests;

public sealed class ServedPathsTests
{
    [Fact]
    public async Task An_unknown_path_hears_what_is_served_where_that_may_be_told()
    {
        await using var host = await BareHost.Start(_ => { }, routes =>
        {
            Map(routes, "one", "/api/one/{id}");
            Map(routes, "two", "/api/two");
            routes.MapUnknown(tells: true);
        });

        foreach (var path in new[] { "/", "/v1.0/access-token/b2b", "/favicon.ico" })
        {
            var reply = await host.Client.PostAsync(path, content: null);

            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
            Assert.Equal("application/json", reply.Content.Headers.ContentType!.ToString());
            Assert.Equal(
                """
                {"error":"not_found","message":"Nothing is served under this path. See \"served\" for what is.",
                """
                + """
                "served":[{"dialect":"one","paths":["/api/one/{id}"]},{"dialect":"two","paths":["/api/two"]}]}
                """,
                await reply.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Elsewhere_it_hears_that_there_is_nothing()
    {
        await using var host = await BareHost.Start(_ => { }, routes =>
        {
            Map(routes, "one", "/api/one");
            routes.MapUnknown(tells: false);
        });

        Assert.Equal(
            """{"error":"not_found","message":"Nothing is served under this path."}""",
            await (await host.Client.GetAsync("/api/two")).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/x", "/api/X/", true)]
    [InlineData("/api/{id}/x", "/api/{name}/x", true)]
    [InlineData("/api/{**a}", "/api/{**b}", true)]
    [InlineData("/api/x", "/api/y", false)]
    [InlineData("/api/x", "/api/{**rest}", false)]
    public async Task Two_dialects_on_one_path_are_found(string one, string other, bool isShared)
    {
        (string, string, string)? shared = null;
        await using var host = await BareHost.Start(_ => { }, routes =>
        {
            Map(routes, "one", one);
            Map(routes, "one", one);   // by another method, say
            Map(routes, "two", other);
            shared = ServedPaths.FindShared(routes);
        });

        Assert.Equal(isShared, shared is (_, "one", "two"));
    }

    static void Map(IEndpointRouteBuilder routes, string dialect, string path) =>
        routes.Map(path, _ => Task.CompletedTask).OfDialect(dialect, dialect);
}
