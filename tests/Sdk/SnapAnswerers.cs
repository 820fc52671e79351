using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Sdk.Tests;

/// <summary>All that a SNAP dialect asks. Each knows the one account, transfer, bill and payment that every SDK asks
/// about, and what it heard.</summary>
sealed class SnapAnswerers
{
    static readonly Bill Bill = new(
        new(Guid.Parse("019ac001-0000-7000-8000-000000000001")), new("Aa0-_zZ9"), SnapHost.Partner,
        new("0090011234567890"), BillType.Close, "SPP November",
        new("John Doe", Email: null, Phone: null, Address: null),
        Money.Rupiah(10_000), Money.Zero, Description: null, ExtDescription: null, DueAt: null, ValidUntil: null,
        InvoiceNumber: null, SnapHost.Now, Components: []);

    readonly ScriptedAccountInquiries _inquiries = new ScriptedAccountInquiries()
        .Knows("014", "0123456789", new InquiryAnswer.Found(
            new(new(Guid.Parse("019ac001-5cb8-7a3c-9d42-6f0e8b7c2d11")), Invoice: null, Money.Rupiah(500_000)),
            "John Doe",
            BankList.Published.Find("014")!));

    readonly ScriptedDisbursements _disbursements = new ScriptedDisbursements(Transferred) { Course = Paid }
        .Has(new(SnapWire.PayingAccount, "PT CONTOH", Money.Rupiah(200_000)));

    readonly ScriptedDayKeys _keys = new();
    readonly ScriptedBillPayments _bills = new(Bill);
    readonly ScriptedPaymentRequests _requests = new(Bill);
    readonly ScriptedBillOffice _office = new ScriptedBillOffice().HasPaid(SnapWire.Reference, Payment);
    readonly ScriptedLeniency _leniency = new();

    /// <summary>The keys that a request used up.</summary>
    public OnceKeys? Keys =>
        _inquiries.Asked?.Keys ?? _disbursements.Ordered?.Keys ?? _bills.Asked?.Keys ?? _requests.Asked?.Keys
        ?? _keys.Used;

    /// <summary>The name of what was asked about, as it was understood.</summary>
    public string? Heard =>
        (_inquiries.Asked?.Keys?.Reference ?? _disbursements.Ordered?.Reference ?? _bills.Asked?.RefId
            ?? _requests.Asked?.RequestId ?? _office.SoughtPayment?.Id)?.Value
        ?? _disbursements.SoughtByName?.Reference
        ?? _disbursements.SoughtAccount;

    public IReadOnlyList<string> Counted => [.. _leniency.Counted.Select(one => one.What)];

    public void AddTo(IServiceCollection services) => services
        .AddSingleton<ILeniency>(_leniency)
        .AddSingleton<IAccountInquiries>(_inquiries)
        .AddSingleton<IDisbursements>(_disbursements)
        .AddSingleton<IDayKeys>(_keys)
        .AddSingleton<IBillPayments>(_bills)
        .AddSingleton<IBillOffice>(_office)
        .AddSingleton<IPaymentRequests>(_requests);

    static Disbursement Transferred => Paid(new(
        new(Guid.Parse("019ac006-1b80-7c55-b433-63b53652f1c4")),
        ScriptedDisbursements.TransactionId,
        SnapHost.Partner,
        new("snap"),
        new(SnapSdk.Client),
        new(SnapWire.PayingAccount),
        new(SnapWire.Reference),
        new("014", "0123456789"),
        "John Doe",
        Money.Rupiah(10_000),
        Fee.None,
        Money.Rupiah(200_000),
        Notes: null,
        SnapHost.Now)
    {
        Keys = new($"snap:{SnapSdk.Client}", new(2026, 11, 28), "1", Reference: null),
    });

    static FoundPayment Payment
    {
        get
        {
            var request = new PaymentRequest(
                new("snap:bank", new(2026, 11, 28), "1", Reference: null), new(SnapWire.Reference), Bill.VaNumber,
                Bill.Total, [], SnapHost.Now, SnapHost.Now)
            {
                Bank = new("bank"),
            };
            var paid = ScriptedPaymentRequests.Payment(request, Bill, Bill.Total);
            return new(request.RequestId, Bill.Total, BankReference: null, [new(Bill, paid)]);
        }
    }

    static Disbursement Paid(Disbursement debited) =>
        debited with { Status = DisbursementStatus.Success, ProcessedAt = debited.PostedAt };
}
