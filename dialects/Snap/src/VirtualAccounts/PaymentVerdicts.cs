using System.Diagnostics;
using Periksa.Bills;
using Periksa.Wire.Snap;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>The words of service 25.</summary>
internal static class PaymentVerdicts
{
    const int Service = ServiceCodes.VirtualAccountPayment;

    /// <summary>Those that it shares with the inquiry.</summary>
    public static readonly BillVerdicts Bills = new(Service);

    public static readonly Verdict InvalidAmount = new(
        ResponseCodes.InvalidAmount(Service), new("Invalid amount", "Jumlah pembayaran tidak sesuai"));

    /// <summary>It was paid, and that was taken back.</summary>
    public static readonly Verdict Cancelled = new(
        ResponseCodes.TransactionCancelled(Service), new("Payment was taken back", "Pembayaran telah dibatalkan"));

    /// <summary>Of a copy, with what became of the first; of something else under its id, naming the field.</summary>
    public static readonly SnapCode Inconsistent = ResponseCodes.InconsistentRequest(Service);

    /// <summary>Whether it was paid is not known: the same, sent again, tells.</summary>
    public static readonly SnapCode Timeout = ResponseCodes.Timeout(Service);

    public static Verdict For(RequestOutcome outcome, AccountIdentity account, BankTerms terms)
    {
        if (outcome.IsTakenBack)
            return Cancelled;

        return outcome.Refusal is { } why ? For(why, account, terms) : Bills.Successful;
    }

    /// <summary>The first result in other words, unless the bank has agreed to hear it in the same.</summary>
    public static Verdict ForCopy(Verdict first, BankTerms terms) => terms.Repeat switch
    {
        BankRepeat.Inconsistent => first with { Code = Inconsistent },
        BankRepeat.Replay => first,
    };

    public static Verdict For(RequestField field)
    {
        var name = Name(field);
        return new(
            Inconsistent.Naming(name),
            new($"{name} differs from the first request", $"{name} berbeda dari permintaan pertama"));
    }

    static Verdict For(PaymentRefusal refusal, AccountIdentity account, BankTerms terms) => refusal switch
    {
        PaymentRefusal.BillNotFound => Bills.NoBillOn(account),
        PaymentRefusal.BillExpired => Bills.ExpiredFor(terms),
        PaymentRefusal.AlreadyPaid => Bills.Paid,
        PaymentRefusal.AmountDoesNotFit => InvalidAmount,
        PaymentRefusal.AccountDiffers or PaymentRefusal.AmountDiffers or PaymentRefusal.ReferenceUsed
            or PaymentRefusal.AlreadyReversed or PaymentRefusal.LooksLikeCopy =>
            throw new UnreachableException("A request has an id for good, and no reference of a day."),
        PaymentRefusal.TooManyMisses =>
            throw new UnreachableException("A request that is not decided has no outcome."),
    };

    static string Name(RequestField field) => field switch
    {
        RequestField.Account => "virtualAccountNo",
        RequestField.Amount => "paidAmount.value",
        RequestField.Currency => "paidAmount.currency",
        RequestField.Bills => "billDetails",
    };
}
