using System.Reflection;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IpgChannel.Tests;

public class WireTests
{
    static readonly Code[] All =
    [
        .. typeof(Codes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (Code)field.GetValue(null)!),
    ];

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) =>
        Golden.Replay(golden, services => DialectHost.Furnish(services), routes => routes.MapIpgChannel());

    [Fact]
    public void Promises_every_code_it_can_say()
    {
        Assert.NotEmpty(All);
        Assert.All(All, code => Assert.Contains(Golden.Replies, reply => Says(reply, code)));
    }

    [Fact]
    public void Says_the_same_sentence_of_no_two_things() => Assert.Distinct(All.Select(code => code.Message));

    [Fact]
    public void Shows_nothing_in_a_refusal() => Assert.All(
        Golden.Replies.Where(reply => !reply.Contains("\"rc\":\"SUCCESS\"", StringComparison.Ordinal)),
        reply => Assert.EndsWith(",\"data\":[]}\n", reply, StringComparison.Ordinal));

    [Fact]
    public void Gives_nothing_away()
    {
        string[] secrets =
            [Callers.Secret, Callers.StrictSecret, Callers.OtherNeighboursSecret, "hunter2", "10.0.0.9", "   at "];

        Assert.All(Golden.Replies, reply => Assert.All(
            secrets, secret => Assert.DoesNotContain(secret, reply, StringComparison.Ordinal)));
    }

    static bool Says(string reply, Code code) =>
        reply.StartsWith($"HTTP/1.1 {code.Http}\n", StringComparison.Ordinal)
        && reply.Contains(
            $$"""{"rc":"{{code.Rc}}","message":"{{code.Message}}","timestamp":""", StringComparison.Ordinal);
}
