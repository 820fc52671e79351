using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>Writes bills, with texts cut to the lengths of the standard's tables.</summary>
internal static class BillText
{
    /// <summary>So many are shown of one account.</summary>
    public const int CountMaximum = 24;

    /// <summary>The standard's own, for a biller that has no companies below it.</summary>
    public const string NoSubCompany = "00000";

    public const int NumberLengthMaximum = 18;

    const int AccountNameLengthMaximum = 255;
    const int EmailLengthMaximum = 255;
    const int PhoneLengthMaximum = 30;
    const int NameLengthMaximum = 20;
    const int ShortNameLengthMaximum = 10;
    const int DescriptionLengthMaximum = 18;

    /// <summary>The name by which a payment may name the bill: its invoice number if that is short enough, else its
    /// hash.</summary>
    public static string Number(Bill bill) =>
        bill.InvoiceNumber is { } number && Characters.AreAtMost(number, NumberLengthMaximum)
            ? number
            : bill.Hash.Value;

    /// <summary>The same in both languages: a biller writes in one.</summary>
    public static BothLanguages Description(Bill bill)
    {
        var text = Characters.First(bill.Description ?? bill.Name, DescriptionLengthMaximum);
        return new(text, text);
    }

    public static ShownBill Show(Bill bill, int place) => new(
        $"{place + 1:D2}",
        Number(bill),
        Characters.First(bill.Name, NameLengthMaximum),
        Characters.First(bill.Name, ShortNameLengthMaximum),
        Description(bill),
        NoSubCompany,
        Amount.Of(bill.Billed),
        new());

    /// <param name="verdict">What became of the payment.</param>
    public static PaidBillDetail Show(PaidBill paid, Verdict verdict) => new(
        paid.Payment.Id.ToString(),
        Number(paid.Bill),
        Description(paid.Bill),
        NoSubCompany,
        Amount.Of(paid.Payment.Amount),
        new(),
        verdict.Status,
        verdict.Why);

    public static string AccountName(Bill bill) => Characters.First(bill.Customer.Name, AccountNameLengthMaximum);

    public static string? Email(Bill bill) =>
        bill.Customer.Email is { Length: > 0 } email ? Characters.First(email, EmailLengthMaximum) : null;

    /// <summary>Without the plus that the standard's numbers do not have.</summary>
    public static string? Phone(Bill bill) =>
        bill.Customer.Phone?.TrimStart('+') is { Length: > 0 } phone
            ? Characters.First(phone, PhoneLengthMaximum)
            : null;

    /// <summary>The standard's letter for the amounts that may be paid. Where several bills differ, it is the one for
    /// exactly what is shown: that is how several are paid together.</summary>
    public static string Type(IReadOnlyList<Bill> bills) =>
        Letter(bills.All(bill => bill.Type == bills[0].Type) ? bills[0].Type : BillType.Close);

    static string Letter(BillType type) => type switch
    {
        BillType.Close => "C",
        BillType.Open => "O",
        BillType.Partial => "I",
    };
}
