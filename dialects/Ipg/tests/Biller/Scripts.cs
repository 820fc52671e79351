using Periksa.Bills;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>The scripted data of the office behind the dialect when a golden is replayed.</summary>
static class Scripts
{
    public const string PrefixOfAnother = "700001";
    public const string PrefixTooMany = "700002";

    /// <summary>The prefix of accounts that have as many bills as they may.</summary>
    public const string Crowded = "700003";

    /// <summary>A prefix that an import has just now.</summary>
    public const string Busy = "700004";

    /// <summary>The prefix of accounts that are another customer's.</summary>
    public const string SharedAccount = "700005";

    /// <summary>The prefix of rows that an earlier file brought.</summary>
    public const string ImportedBefore = "700006";

    /// <summary>An invoice number at which the office breaks.</summary>
    public const string Breaking = "breaks";

    /// <summary>An invoice number with which an import breaks in its last step.</summary>
    public const string BreakingAtTheEnd = "breaks-at-the-end";

    public static readonly DateTimeOffset PaidAt = new(2022, 4, 4, 20, 0, 1, BusinessDay.Wib);

    public static readonly BillPayment Payment = new(
        Guid.Parse("017ff499-3320-7d11-9a6e-2b1f0c8e5a77"),
        Samples.Bill.Id,
        new("bank-syariah"),
        new("123456789"),
        Money.Rupiah(100_000),
        "atm",
        new(2022, 4, 4, 20, 0, 0, BusinessDay.Wib),
        "John Doe",
        Money.Rupiah(100_000),
        PaidAt);

    static readonly Exception Unforeseen = new InvalidOperationException("password of 10.0.0.9 is hunter2");

    public static ScriptedBillOffice Office() => Script(new(Known));

    /// <summary>Tells an office what goes wrong in it.</summary>
    public static ScriptedBillOffice Script(ScriptedBillOffice office) => office
        .HasPayments(Samples.Bill.Hash, Payment, Payment with
        {
            Id = Guid.Parse("017ff499-ffff-7d11-9a6e-2b1f0c8e5a77"),
            RefId = new("123456790"),
            Amount = new(50, Currency.Idr),
            TerminalId = null,
            CustomerName = null,
            ReversedAt = PaidAt.AddMinutes(5),
        })
        .HasPayments(new("pArt-al_"), Payment with
        {
            Id = Guid.Parse("017fee00-0000-7d11-9a6e-2b1f0c8e5a77"),
            RefId = new("123456700"),
            Amount = Money.Rupiah(70_000),
            TransactionAt = new(2022, 4, 3, 23, 59, 50, BusinessDay.Wib),
            At = new(2022, 4, 3, 23, 59, 59, BusinessDay.Wib),
            ReversedAt = new(2022, 4, 4, 21, 0, 0, BusinessDay.Wib),
        })
        .Refuses(SharedAccount, MakingVerdict.CustomerDiffers)
        .Refuses(ImportedBefore, MakingVerdict.Unchanged)
        .Refuses(PrefixOfAnother, MakingVerdict.PrefixOfAnother)
        .Refuses(PrefixTooMany, MakingVerdict.PrefixesTooMany)
        .Refuses(Crowded, MakingVerdict.BillsTooMany)
        .Refuses(Busy, MakingVerdict.TooBusy)
        .HasImportedFor(new(Callers.Repeating), new(99_990, Rows: 100_000))
        .HasImportedFor(new(Callers.RepeatingLate), new(99_990, Rows: null))
        .IsImportingFor(new(Callers.Importing))
        .Breaks(Breaking, Unforeseen)
        .Breaks("breaks01", Unforeseen)
        .BreaksAtTheEnd(BreakingAtTheEnd, new TimeoutException("10.0.0.9 is out of reach"));

    /// <summary>Each with an id of its own, later ones with later ones.</summary>
    public static IEnumerable<Bill> Known => All.Select((bill, i) => i == 0 ? bill : bill with
    {
        Id = new(Guid.Parse($"017ff1b9-1b20-7c55-b433-63b53652f1{i:x2}")),
    });

    static IEnumerable<Bill> All =>
    [
        Samples.Bill,
        Samples.Bill with
        {
            Hash = new("pArt-al_"),
            Type = BillType.Partial,
            VaNumber = new("8673010000000002"),
            InvoiceNumber = "INV-002",
            Paid = new(2_500_050, Currency.Idr),
            DueAt = new(2022, 4, 5, 0, 0, 0, BusinessDay.Wib),
            ValidUntil = null,
            CreatedAt = Samples.Made.AddMinutes(1),
        },
        Samples.Bill with
        {
            Hash = new("pa1d0000"),
            Type = BillType.Close,
            VaNumber = new("8673010000000003"),
            InvoiceNumber = "INV-003",
            Paid = Money.Rupiah(100_000),
            CreatedAt = Samples.Made.AddMinutes(2),
        },
        Samples.Bill with
        {
            Hash =
                new("expired0"), Type = BillType.Close, VaNumber = new("8673010000000004"), InvoiceNumber = "INV-004",
            ValidUntil = Samples.Made.AddHours(1), CreatedAt = Samples.Made.AddMinutes(3),
        },
        Samples.Bill with
        {
            Hash = new("void0000"),
            Type = BillType.Close,
            VaNumber = new("8673010000000005"),
            InvoiceNumber = "INV-005",
            VoidedAt = Samples.Made.AddHours(1),
            CreatedAt = Samples.Made.AddMinutes(4),
        },
        Samples.Bill with
        {
            Hash = new("special0"),
            VaNumber = new("8673010000000006"),
            Name = Samples.SpecialName,
            Customer = new(Samples.SpecialName, null, null, null),
            Description = null,
            ExtDescription = null,
            Total = new(1050, Currency.Idr),
            Components = [new("95f5c77f-79de-4c12-a151-ef7c68e9b7d3", "Pena", 3, new(350, Currency.Idr))],
            CreatedAt = Samples.Made.AddMinutes(5),
        },
        Samples.Bill with { Hash = new("an0thers"), Biller = new(Callers.Another), InvoiceNumber = "INV-900" },
    ];
}
