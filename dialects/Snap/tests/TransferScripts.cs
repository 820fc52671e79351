using Periksa.Disbursements;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>What was sent before a golden is replayed, and what becomes of what it sends.</summary>
static class TransferScripts
{
    static readonly DateTimeOffset Posted = new(2026, 11, 24, 3, 20, 0, TimeSpan.Zero);
    static readonly Exception Unforeseen = new InvalidOperationException("password of 10.0.0.9 is hunter2");

    /// <summary>The transfer of the standard's samples.</summary>
    public static readonly Disbursement Sample = new(
        new(Guid.Parse("019ac006-1b80-7c55-b433-63b53652f1c4")),
        "331222026112410200000000018",
        new(Callers.Usual),
        new("snap"),
        new(Callers.Usual),
        new("8800000001"),
        new("2026112400000000000018"),
        new("002", "034101000743303"),
        "BUDI SANTOSO",
        Money.Rupiah(150_000),
        new("No fee", Money.Zero),
        Money.Rupiah(850_000),
        Notes: null,
        Posted)
    {
        Keys = new("snap:" + Callers.Usual, new(2026, 11, 24), "41807553358950093184162180797018", null),
        Status = DisbursementStatus.Success,
        ProcessedAt = Posted.AddSeconds(1),
    };

    public static ScriptedDisbursements Disbursements => new ScriptedDisbursements(Known) { Course = Course }
        .Refuses(Callers.CuriousElsewhere, TransferRefusal.TooManyMisses)
        .Refuses(Callers.RepeatsKey, TransferRefusal.DayKeyUsed)
        .Refuses(Callers.RepeatsReference, TransferRefusal.ReferenceUsed)
        .HasNoFeeFor(new(Callers.Usual))   // nor need there be any
        .Answers("balance-too-small", new TransferAnswer.Refused(TransferRefusal.BalanceTooSmall))
        .Answers("nobody-pays", new TransferAnswer.Refused(TransferRefusal.NobodyPays))
        .Answers("no-such-account", new TransferAnswer.Refused(TransferRefusal.NoSuchAccount))
        .Answers("unclear", new TransferAnswer.Unclear())
        .Breaks("breaks", Unforeseen)
        .Breaks("crowded", new TooBusyException("Come back later."))
        .Breaks("times-out", new TimeoutException("10.0.0.9 is out of reach"))
        .Has(new("8800000001", "PT CONTOH", Money.Rupiah(200_000)))
        .Has(new("1111111111111111", new('A', 141), Money.Zero));

    static IEnumerable<Disbursement> Known =>
    [
        Sample,
        Ended("INV-1", DisbursementStatus.Success),
        Ended("INV/1", DisbursementStatus.Success),
        Ended(new('é', 64), DisbursementStatus.Success),
        Sample with { Reference = new("initiated"), Status = DisbursementStatus.Initiated, ProcessedAt = null },
        Sample with { Reference = new("paying"), Status = DisbursementStatus.Paying, ProcessedAt = null },
        Sample with { Reference = new("pending"), Status = DisbursementStatus.Pending, ProcessedAt = null },
        Ended("canceled", DisbursementStatus.Canceled),
        Ended("refunded", DisbursementStatus.Refunded),
        Failed("failed", PayoutFailure.Of(AccountAbsence.Closed)),
        Failed("failed-at-length", new("X", new('x', 60))),
        Ended("by-bic", DisbursementStatus.Success) with { BankAsSent = "BRINIDJA" },
        Ended("wallet", DisbursementStatus.Success) with
        {
            Beneficiary = BankAccount.Of("gopay", "+6281234567890"),
        },
        Ended("of-another-dialect", DisbursementStatus.Success) with { Keys = null },
    ];

    public static Disbursement Ended(string reference, DisbursementStatus status) =>
        Sample with { Reference = new(reference), Status = status };

    public static Disbursement Failed(string reference, PayoutFailure why) =>
        Ended(reference, DisbursementStatus.Failed) with { Failure = why };

    static Disbursement Course(Disbursement debited) => debited.Reference.Value switch
    {
        "initiated" => debited,
        "paying" => debited with { Status = DisbursementStatus.Paying },
        "pending" => debited with { Status = DisbursementStatus.Pending },
        "canceled" => debited with { Status = DisbursementStatus.Canceled },
        "refunded" => debited with { Status = DisbursementStatus.Refunded },
        "unknown" => Fails(debited, PayoutFailure.Of(AccountAbsence.Unknown)),
        "closed" => Fails(debited, PayoutFailure.Of(AccountAbsence.Closed)),
        "dormant" => Fails(debited, PayoutFailure.Of(AccountAbsence.Dormant)),
        "bank-failed" => Fails(debited, new("BANK_FAILURE", "the bank could not pay")),
        _ => debited with { Status = DisbursementStatus.Success, ProcessedAt = debited.PostedAt },
    };

    static Disbursement Fails(Disbursement debited, PayoutFailure why) =>
        debited with { Status = DisbursementStatus.Failed, Failure = why };
}
