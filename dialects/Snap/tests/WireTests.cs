using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Dialects.Snap.Accounts;
using Periksa.Dialects.Snap.Transfers;
using Periksa.Dialects.Snap.VirtualAccounts;
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

        // These have a reference of another name, which is used more than once.
        .. Promises(Subjects.VirtualAccountInquiry, CodesOf(InquiryEndpoint.Verdicts))
            .Where(code => code[..7] is not "4092401"),
        .. Promises(
            Subjects.VirtualAccountPayment,
            [
                .. CodesOf(PaymentVerdicts.Bills), PaymentVerdicts.InvalidAmount.Code, PaymentVerdicts.Cancelled.Code,
                PaymentVerdicts.Inconsistent, PaymentVerdicts.Timeout,
            ])
            .Where(code => code[..7] is not "4092501"),
        .. Promises(Subjects.VirtualAccountStatus, [PaymentStatusEndpoint.NotFound])
            .Where(code => code[..7] is not "4092601"),
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

    static IEnumerable<string> Promises(SnapSubject subject, IEnumerable<SnapCode> own) =>
        SnapPromises.Of(subject, own).Select(row => row.Data);

    static IEnumerable<SnapCode> CodesOf(BillVerdicts verdicts) => typeof(BillVerdicts).GetProperties()
        .Select(property => property.GetValue(verdicts) switch
        {
            SnapCode code => code,
            Verdict verdict => verdict.Code,
            _ => null,
        })
        .OfType<SnapCode>();

    static void Furnish(IServiceCollection services)
    {
        services
            .AddSingleton<ICredentials>(Callers.Credentials)
            .AddSingleton<IAccessTokens>(Callers.Tokens)
            .AddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty))
            .AddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Curious))
            .AddSingleton<IAccountInquiries>(Scripts.Inquiries)
            .AddSingleton<IDisbursements>(TransferScripts.Disbursements)
            .AddSingleton<IDayKeys>(new ScriptedDayKeys("snap:" + Callers.RepeatsKey))
            .AddSingleton<IBillPayments>(VirtualAccountScripts.Bills)
            .AddSingleton<IPaymentRequests>(VirtualAccountScripts.Requests)
            .AddSingleton<IBillOffice>(VirtualAccountScripts.Office);
        SnapHost.Furnish(services);
    }
}
