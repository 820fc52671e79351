using Microsoft.Extensions.DependencyInjection;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.IFortepay.Tests;

public class WireTests
{
    public static TheoryData<string> Promised => SnapPromises.Of(Subject.Inquiry, typeof(Codes));

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) =>
        Golden.Replay(golden, Furnish, routes => routes.MapIFortepay());

    [Theory, MemberData(nameof(Promised))]
    public void Promises_every_code_it_can_say(string code) => SnapPromises.MustBeKept(code);

    static void Furnish(IServiceCollection services)
    {
        SnapHost.Furnish(services);
        services
            .AddSingleton<ICredentials>(Callers.Credentials)
            .AddSingleton<IAccessTokens>(Callers.Tokens)
            .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious))
            .AddSingleton<IAccountInquiries>(Scripts.Inquiries);
    }
}
