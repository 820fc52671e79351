using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Sento;

namespace Periksa.Dialects.Sento.Tests;

public class WireTests
{
    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) => Golden.Replay(
        golden,
        services => services
            .AddSingleton(Callers.Credentials)
            .AddSingleton<ILeniency, ScriptedLeniency>()
            .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious))
            .AddSingleton<IAccountInquiries>(Scripts.Inquiries(golden))
            .AddSingleton<IInvoices>(Scripts.Invoices(golden)),
        new SentoDialect().Map);

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

    static bool Says(string reply, Code code) =>
        reply.StartsWith($"HTTP/1.1 {code.Http}\n", StringComparison.Ordinal)
        && reply.Contains(
            $$"""{"code":"{{code.Value}}","message":"{{code.Message}}"}""", StringComparison.Ordinal);
}
