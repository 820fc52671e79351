using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Paydia.Tests;

public class WireTests
{
    public static TheoryData<string> Codes =>
        [.. Fields(typeof(Codes)).Concat(Fields(typeof(TokenCodes))).Select(code => $"{code.Value} {code.Message}")];

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) => Golden.Replay(
        golden,
        services => services
            .AddSingleton<ICredentials>(Callers.Credentials)
            .AddSingleton<IAccessTokens>(Callers.Tokens)
            .AddSingleton<ICallerClock, ScriptedCallerClock>()
            .AddSingleton<ILaxity>(new ScriptedLaxity())
            .AddSingleton<IOnceStamps>(new ScriptedOnceStamps())
            .AddSingleton<IRefusedSignatures>(new ScriptedRefusedSignatures())
            .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious))
            .AddSingleton<ITeller>(Scripts.Teller),
        routes => routes.MapPaydia());

    [Theory, MemberData(nameof(Codes))]
    public void Promises_what_it_can_say(string code) =>
        Assert.Contains(Golden.Replies, reply => Says(reply, code[..7], code[8..]));

    [Fact]
    public void Stamps_every_promise_with_the_vendors_25_characters() =>
        Assert.All(
            Golden.Replies, reply => Assert.Matches(@"\nX-TIMESTAMP: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00\n", reply));

    static IEnumerable<SnapCode> Fields(Type codes) => codes
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (SnapCode)field.GetValue(null)!);

    // A message may go on with the name of a field.
    static bool Says(string reply, string code, string message)
    {
        var start = $$"""{"responseCode":"{{code}}","responseMessage":"{{message}}""";
        var at = reply.IndexOf(start, StringComparison.Ordinal);

        return at >= 0
            && reply.StartsWith($"HTTP/1.1 {code[..3]}\n", StringComparison.Ordinal)
            && reply[at + start.Length] is '"' or ' ';
    }
}
