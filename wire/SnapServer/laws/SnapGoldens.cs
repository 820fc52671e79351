using Microsoft.Extensions.DependencyInjection;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>The goldens of a dialect: each is answered to the byte, and each code that the dialect can say is in
/// one.</summary>
/// <remarks>A dialect that derives these has a public static <c>Promised</c>, a row for each code.</remarks>
/// <param name="subject">Knows every account of the goldens.</param>
/// <param name="credentials">The callers of the goldens, whose secrets and keys signed them.</param>
/// <param name="tokens">The access tokens of the goldens.</param>
public abstract class SnapGoldens(SnapSubject subject, ICredentials credentials, IAccessTokens tokens)
{
    /// <summary>The caller in a golden that asks too often.</summary>
    public const string Hasty = "hasty";

    /// <summary>The caller in a golden that has missed too often.</summary>
    public const string Curious = "curious";

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) => Golden.Replay(golden, Furnish, subject.Map);

    [Theory, MemberData("Promised")]
    public void Promises_every_code_it_can_say(string code) => SnapPromises.MustBeKept(code);

    void Furnish(IServiceCollection services)
    {
        SnapHost.Furnish(services);
        services
            .AddSingleton(credentials)
            .AddSingleton(tokens)
            .AddSingleton<IThrottle>(new ScriptedThrottle(Hasty))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Curious));
        subject.Answerer().AddTo(services);
    }
}
