using Periksa.Ledger;

namespace Periksa.Invoicing;

/// <summary>The rules on whether an invoice may be paid, and the movement of the money when it is.</summary>
public static class InvoicePayment
{
    /// <summary>The cause that every payment's movement carries; with the invoice's id it can happen once.</summary>
    public const string Cause = "invoice-payment";

    /// <param name="spendable">The deposit, less what is promised to payments already under way.</param>
    public static PayVerdict Decide(Invoice invoice, Money spendable, DateTimeOffset now)
    {
        if (invoice.StatusAt(now) is not InvoiceStatus.Unpaid)
            return PayVerdict.NotUnpaid;

        if (invoice.PaymentBeganAt is null && spendable < invoice.Amount)
            return PayVerdict.BalanceTooSmall;

        return PayVerdict.InProgress;
    }

    /// <summary>The movement that pays <paramref name="invoice"/>; <c>null</c> when it amounts to nothing.</summary>
    public static Movement? Move(Invoice invoice, DateTimeOffset now) => invoice.Amount == Money.Zero
        ? null
        : new(
            Cause,
            invoice.Id.ToString(),
            now,
            new Posting(AccountName.Deposit(invoice.Partner), -invoice.Amount),
            new Posting(AccountName.InquiryRevenue, invoice.Amount));
}
