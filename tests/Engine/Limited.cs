using Microsoft.Extensions.Logging;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Routing;

namespace Periksa.Engine.Tests;

/// <summary>Questions to routes of which the first has limits.</summary>
static class Limited
{
    public static readonly RouteName First = new("first");
    public static readonly BankAccount Account = new("014", "1234567890");

    public static Fakes.Routing Routing(
        ScriptedRoute[] routes, RouteTerms first, ILogger log, TimeProvider? clock = null) => new(
        new(routes, [new(["*"], [.. routes.Select(route => route.Name)])], new Dictionary<RouteName, RouteTerms>
        {
            [First] = first,
        }),
        new KnowingBank(new BankReply.Failed()),
        log,
        clock);

    public static async Task Ask(Fakes.Routing routing, int times)
    {
        for (var i = 0; i < times; i++)
            await Look(routing);
    }

    public static async Task<(BankQuestion Question, BankReply Reply)> Look(Fakes.Routing routing)
    {
        var question = Question(routing);
        return (question, await routing.Router.LookUp(question, CancellationToken.None));
    }

    public static BankQuestion Question(Fakes.Routing routing) =>
        new(new(Guid.CreateVersion7(DateTimeOffset.UnixEpoch)), Account, DateTimeOffset.UnixEpoch)
        {
            Trail = routing.Router.Begin(),
        };
}
