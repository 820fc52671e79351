using System.Reflection;
using Periksa.Tests.Support;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.IFortepay.Tests;

public class WireTests
{
    public static TheoryData<Type> Tables => [typeof(Codes), typeof(TokenCodes)];

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) =>
        Golden.Replay(golden, services => OneRoom.Furnish(services), routes => routes.MapIFortepay());

    [Theory, MemberData(nameof(Tables))]
    public void Promises_every_code_it_can_say(Type table)
    {
        var codes = table
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (SnapCode)field.GetValue(null)!)
            .ToArray();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Contains(Golden.Replies, reply => Says(reply, code)));
    }

    // A code that names a field goes on after its message.
    static bool Says(string reply, SnapCode code) =>
        reply.StartsWith($"HTTP/1.1 {code.Http}\n", StringComparison.Ordinal)
        && reply.Contains(
            $$"""{"responseCode":"{{code.Value}}","responseMessage":"{{code.Message}}""", StringComparison.Ordinal);
}
