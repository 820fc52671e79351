using Periksa.Bills;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Payments as billers are shown and told of them.</summary>
internal static class Payments
{
    const string PaymentType = "payment";
    const string ReversalType = "reversal";

    public static WirePayment Write(BillPayment payment) => new(
        payment.Id.ToString(),
        payment.RefId,
        payment.Channel,
        payment.Amount.ToDecimal(),
        PaymentType,
        payment.TerminalId,
        Moments.WriteTransactionDate(payment.TransactionAt),
        payment.CustomerName,
        Moments.Write(payment.At),
        Hash: null,
        VaNumber: null,
        Moments.Write(payment.ReversedAt));

    public static WirePayment Write(BilledPayment billed) =>
        Write(billed.Payment) with { Hash = billed.Hash, VaNumber = billed.VaNumber };

    /// <summary>A payment as a webhook tells it, right after it was made or taken back.</summary>
    public static Webhook Write(Bill bill, BillPayment payment, int sequence)
    {
        var (told, type, at) = payment.ReversedAt is { } reversedAt
            ? ("payment.reversed", ReversalType, reversedAt)
            : ("payment.received", PaymentType, payment.At);

        return new(
            told,
            Translation.Write(bill, at),
            new(
                payment.Id.ToString(),
                payment.RefId,
                payment.Channel,
                payment.Amount.ToDecimal(),
                type,
                Moments.WriteExactly(at),
                sequence,
                new(bill.VaNumber, bill.Customer.Name)));
    }
}
