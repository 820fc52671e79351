using Microsoft.Extensions.DependencyInjection;
using Periksa.Dialects.Snap.Accounts;
using Periksa.Dialects.Snap.Transfers;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.Snap;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

public class WireTests
{
    public static TheoryData<string> Promised =>
    [
        // Every own bank is on the bank list, or no host starts.
        .. Promises(Subjects.Internal, InternalEndpoint.Codes).Where(code => code[..7] is not "4041503"),
        .. Promises(Subjects.External, ExternalEndpoint.Codes),
        .. Promises(Subjects.TransferToBank, TransferToBankEndpoint.Codes),
        .. Promises(Subjects.Transfer, typeof(TransferCodes)),

        // These send nothing, so they have no reference that is used once.
        .. Promises(Subjects.Status, typeof(StatusEndpoint)).Where(code => code[..7] is not "4093601"),
        .. Promises(Subjects.Balance, typeof(BalanceEndpoint)).Where(code => code[..7] is not "4091101"),
    ];

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) => Golden.Replay(golden, Furnish, Subjects.Map);

    [Theory, MemberData(nameof(Promised))]
    public void Promises_every_code_it_can_say(string code) => SnapPromises.MustBeKept(code);

    static IEnumerable<string> Promises(SnapSubject subject, AccountCodes codes) => SnapPromises.Of(
        subject,
        typeof(AccountCodes).GetProperties().Select(property => property.GetValue(codes)).OfType<SnapCode>())
        .Select(row => row.Data);

    static IEnumerable<string> Promises(SnapSubject subject, Type own) =>
        SnapPromises.Of(subject, own).Select(row => row.Data);

    static void Furnish(IServiceCollection services)
    {
        SnapHost.Furnish(services);
        services
            .AddSingleton<ICredentials>(Callers.Credentials)
            .AddSingleton<IAccessTokens>(Callers.Tokens)
            .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious))
            .AddSingleton<IAccountInquiries>(Scripts.Inquiries)
            .AddSingleton<IDisbursements>(TransferScripts.Disbursements)
            .AddSingleton<IDayKeys>(new ScriptedDayKeys("snap:" + Callers.RepeatsKey));
    }
}
