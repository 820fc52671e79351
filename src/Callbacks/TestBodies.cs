using Periksa.Bills;
using Periksa.Disbursements;
using Periksa.Inquiries;

namespace Periksa.Callbacks;

/// <summary>What a dialect would say of something that never was: nothing was found, no money moved, and every name
/// says that it is a test.</summary>
static class TestBodies
{
    const string Said = "a test of the callback: nothing was asked for, and nothing has happened";
    const string Name = "PERIKSA TEST";
    const string Nothing = "0000000000";

    // The first of the published list, so that every dialect has a name for it.
    static readonly Bank Bank = BankList.Published.Find("014")!;

    /// <param name="reference">What it is about; nothing else is called so.</param>
    /// <returns><c>null</c> for a dialect that calls back about nothing that is known here.</returns>
    public static ReadOnlyMemory<byte>? Write(
        ICallbackDialect dialect, Credential credential, string reference, DateTimeOffset now) => dialect switch
        {
            IInquiryCallbacks inquiries => inquiries.Write(Failed(credential, reference, now), Bank),
            IDisbursementCallbacks payouts => payouts.Write(Unpaid(credential, reference, now)),
            IBillCallbacks bills => TakenBack(bills, credential, reference, now),
            _ => default(ReadOnlyMemory<byte>?),
        };

    static InquiryRecord Failed(Credential credential, string reference, DateTimeOffset now) => new(
        new(Guid.CreateVersion7(now)),
        now,
        credential.Dialect,
        credential.Partner.Id,
        new(Bank.Code, Nothing),
        InquiryOutcome.Failed,
        HolderName: null,
        Price: null,
        MissBudget: null,
        new(credential.Caller, BusinessDay.Of(now), reference, new(reference)));

    static Disbursement Unpaid(Credential credential, string reference, DateTimeOffset now) => new(
        new(Guid.CreateVersion7(now)),
        new string('0', 27),
        credential.Partner.Id,
        credential.Dialect,
        credential.Name,
        new(Name),
        new(reference),
        new(Bank.Code, Nothing),
        Name,
        Net: Money.Zero,
        Fee.None,
        BalanceAfter: Money.Zero,
        Said,
        now)
    {
        Status = DisbursementStatus.Failed,
        ProcessedAt = now,
        Failure = new("TEST", Said),
        Keys = new(credential.Caller, BusinessDay.Of(now), reference, new(reference)),
    };

    static ReadOnlyMemory<byte> TakenBack(
        IBillCallbacks bills, Credential credential, string reference, DateTimeOffset now)
    {
        var bill = new Bill(
            new(Guid.CreateVersion7(now)),
            new(new string('0', 8)),
            credential.Partner.Id,
            new(new string('0', 16)),
            BillType.Close,
            Name,
            new(Name, Email: null, Phone: null, Address: null),
            Total: Money.Zero,
            Paid: Money.Zero,
            Said,
            ExtDescription: null,
            DueAt: null,
            ValidUntil: null,
            InvoiceNumber: reference,
            now,
            []) { VoidedAt = now };
        var payment = new BillPayment(
            Guid.CreateVersion7(now), bill.Id, new("periksa-test"), new(reference), Money.Zero, TerminalId: null, now,
            Name, PaidAfter: Money.Zero, now) { ReversedAt = now };
        return bills.Write(bill, payment, sequence: 0);
    }
}
